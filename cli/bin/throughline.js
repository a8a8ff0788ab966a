#!/usr/bin/env node
"use strict";
const { register } = require("tsx/cjs/api");

register();
void require("../main").main(process.argv);
