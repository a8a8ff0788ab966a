#!/usr/bin/env node
"use strict";
const { statSync } = require("node:fs");
const { tmpdir } = require("node:os");

// tsx keeps its cache there, and would fail before anybody could say what is wrong.
if (statSync(tmpdir(), { throwIfNoEntry: false })?.isDirectory() !== true) {
  process.env.TSX_DISABLE_CACHE = "1";
}
const { register } = require("tsx/cjs/api");

register();
void require("../main").main(process.argv);
