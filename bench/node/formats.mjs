// The formats that the shipped schemas use: ajv's own where it has them, ours by the same words.
import { fullFormats } from "ajv-formats/dist/formats.js";

const dateTime = fullFormats["date-time"].validate;
const hex = /^[0-9a-f]{32}$/;

export const formats = {
  ...fullFormats,
  "integer-notation": { type: "number", validate: () => true },
  "utc-date-time": (text) => text[10] === "T" && text.endsWith("Z") && dateTime(text),
  "uuid-any": (text) => /^[0-9a-f]{32}$/i.test(text) || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text),
  "uuid-hex": hex,
};
