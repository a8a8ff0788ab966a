import { sectionKey } from "../config/sections";

/** Key by which `throughline bootstrap` tells the program what exists already; nobody writes it by hand. */
export const adoptKey = sectionKey("adopt");
