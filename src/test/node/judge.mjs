// Has three of Segment's own libraries judge messages. Reads them from standard input, one JSON
// object a line, as a receiver sees them: with the batch's context merged in. Prints a line for
// each: {"verdicts": {judge: "accepts" or why not}, "read": the message as destinations read it}.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import core from "@segment/analytics-core";
import facade from "@segment/facade";
import looselyValidate from "@segment/loosely-validate-event";

const TYPES = { track: facade.Track, identify: facade.Identify };

const JUDGES = {
  // It is made for messages on their way into a library, where a time is still a Date.
  "loosely-validate-event": (message) =>
    looselyValidate({ ...message, timestamp: new Date(message.timestamp) }),

  // Both of them, as Segment's library for Node.js does.
  "analytics-core": (message) => {
    core.validateEvent(message);
    core.assertUserIdentity(message);
  },

  facade: judgeByReading,
};

/**
 * Facade is what destinations read messages with. It refuses nothing itself; so this refuses a
 * message in which it does not find what a destination needs, or finds something else than was
 * sent.
 */
function judgeByReading(message) {
  const { type, context = {}, integrations = {} } = message;
  // A number beyond JavaScript's is infinite, and null when it is passed on.
  same("numbers", JSON.parse(JSON.stringify(message)), message);

  assert(Object.hasOwn(TYPES, type), "knows no such type");
  // Without traverse, which turns text that looks like a date into one.
  const found = new TYPES[type](message, { traverse: false });

  assert(isText(found.userId()) || isText(found.anonymousId()), "finds no user");
  assert(isText(found.proxy("messageId")), "finds no message id");
  same("user id", found.userId(), message.userId);
  same("anonymous id", found.anonymousId(), message.anonymousId);
  same("message id", found.proxy("messageId"), message.messageId);
  same("channel", found.channel(), message.channel);
  assert(!Number.isNaN(found.timestamp().getTime()), "finds no time");
  same("time", found.timestamp().toISOString(), message.timestamp);
  assert(isObject(found.context()), "finds no context");
  same("context", found.context(), context);

  if (type === "track") {
    assert(isText(found.event()), "finds no event");
    assert(isObject(found.properties()), "finds no properties");
    same("event", found.event(), message.event);
    same("properties", found.properties(), message.properties);
  }
  const traits = type === "track" ? (context.traits ?? {}) : message.traits;
  assert(isObject(traits), "finds no traits");
  // It adds the user's id as a trait.
  same("traits", found.traits(), message.userId ? { ...traits, id: message.userId } : traits);

  same("device", found.device(), context.device ?? {});
  if (context.device !== undefined) {
    assert(["android", "ios"].includes(found.device().type), "finds no known device");
    assert(isText(found.device().token), "finds no device token");
  }

  assert(isObject(integrations), "finds no integrations");
  const { All: others = true, ...named } = integrations;
  same("other integrations", found.enabled("any other"), others);
  for (const [name, setting] of Object.entries(named)) {
    same("integration " + name, found.enabled(name), setting !== false);
    same("options of " + name, found.options(name), optionsIn(setting));
  }
}

function optionsIn(setting) {
  if (setting === false) {
    return undefined;
  }
  return isObject(setting) ? setting : {};
}

function isText(value) {
  return typeof value === "string" && value !== "";
}

function isObject(value) {
  return Object.prototype.toString.call(value) === "[object Object]";
}

function same(what, found, sent) {
  assert(isDeepStrictEqual(found, sent), `does not read the ${what} as sent`);
}

function verdictOf(judge, message) {
  try {
    judge(message);
    return "accepts";
  } catch (refusal) {
    return refusal.message;
  }
}

// Not by way of node:readline, for which U+2028 ends a line.
const lines = readFileSync(0, "utf8").split("\n").slice(0, -1);
for (const line of lines) {
  const message = JSON.parse(line);
  const verdicts = Object.entries(JUDGES).map(([name, judge]) => [name, verdictOf(judge, message)]);
  const read = new facade.Facade(message).json();
  console.log(JSON.stringify({ verdicts: Object.fromEntries(verdicts), read }));
}
