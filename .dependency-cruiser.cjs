/**
 * Who may import whom. The comment of each rule is what the person who breaks it reads: it says what to do instead.
 * tests/unit/import-rules.test.ts plants a violation of every rule and sees it reported.
 */

const DOORS = "^(bots|site|desk|server)/";
const OURS = "^(bots|core|desk|prisma|server|site)/";
/** Meaning without a clock or I/O: time, ids, chance and everything stored are handed in. */
const PURE = "^core/(complaint|calendar|channel|conversation|language)/";
const NODE_IO =
  "^(node:)?(child_process|cluster|dgram|dns|fs|http|http2|https|inspector|net|os|perf_hooks|process|readline|repl|sqlite|timers|tls|tty|worker_threads)(/|$)";

/** Matches a package however it was found: in node_modules, or by its bare name when it is not installed. */
function packages(names) {
  return `(^|node_modules/)(${names})(/|$)`;
}

/** `sdk` may be imported from `home` alone. */
function oneFolder(name, sdk, home, comment) {
  return {
    name: `${name}-in-one-folder`,
    comment,
    severity: "error",
    from: { path: OURS, pathNot: home },
    to: { path: sdk },
  };
}

module.exports = {
  forbidden: [
    {
      name: "nothing-imports-the-server",
      comment:
        "server/ wires the parts together and is the last to know of them. Put what you need in the room it belongs to, and let server/main.ts hand it over as an argument.",
      severity: "error",
      from: { pathNot: "^(server|tests|bench)/" },
      to: { path: "^server/" },
    },
    {
      name: "a-channel-stands-alone",
      comment:
        "One channel never imports another, so that each can be read, changed and removed by itself. Put what two channels share in core/channel; what WhatsApp and SMS share of Twilio is in bots/twilio.",
      severity: "error",
      from: { path: "^bots/([^/]+)/" },
      to: { path: "^bots/([^/]+)/", pathNot: "^bots/($1|twilio)/" },
    },
    {
      name: "only-whatsapp-and-sms-share-twilio",
      comment: "bots/twilio serves bots/whatsapp and bots/sms alone. Translate your platform in your own folder.",
      severity: "error",
      from: { path: "^bots/", pathNot: "^bots/(twilio|whatsapp|sms)/" },
      to: { path: "^bots/twilio/" },
    },
    {
      name: "a-channel-decides-nothing",
      comment:
        "A channel translates between its platform and core/channel; the process, the conversation and the store are not its business. Take what you need as an argument of the channel's index.ts: receive, and what it answers.",
      severity: "error",
      from: { path: "^bots/" },
      to: { path: "^(core|site|desk)/", pathNot: "^core/((channel|language|http)/|(errors|ids|log|ports)\\.ts$)" },
    },
    {
      name: "core-knows-no-door",
      comment:
        "core/ holds the meaning and serves every door alike. Define an interface in core/channel (or take a function as an argument), and let the door fulfil it.",
      severity: "error",
      from: { path: "^core/" },
      to: { path: DOORS },
    },
    {
      name: "core-knows-no-platform",
      comment:
        "core/ never speaks to a platform or a web framework. Express it in the words of core/channel or core/http, and translate in bots/ or server/.",
      severity: "error",
      from: { path: "^core/" },
      to: { path: packages("restify|telegraf|twilio|botbuilder[^/]*|botframework[^/]*|preact|react|@preact") },
    },
    {
      name: "the-complaint-knows-no-conversation",
      comment:
        "A complaint is the same whether it came by chat, page or telephone: core/conversation imports core/complaint, never the other way. Return an event from core/complaint and let the conversation turn it into words.",
      severity: "error",
      from: { path: "^core/(complaint|calendar)/" },
      to: { path: "^core/(conversation|turn|casework|delivery)/" },
    },
    {
      name: "pure-folders-do-no-io",
      comment:
        "This folder reads no clock, file, network or database, so that its rules can be tested and replayed. Take what you need as an argument (core/ports.ts), and do the I/O in the unit of work that calls you.",
      severity: "error",
      from: { path: PURE },
      to: {
        path: `${NODE_IO}|^core/(store|delivery|turn|casework|staff|http)/|^core/(config|log)\\.ts$|${packages("pg|pg-boss|pino|sharp|ws|undici")}`,
      },
    },
    oneFolder(
      "botbuilder",
      packages("botbuilder[^/]*|botframework-(?!directlinejs)[^/]*|@microsoft/agents[^/]*"),
      "^bots/webchat/",
      "The Bot Framework SDK is archived and will be replaced: only bots/webchat may know it. Use the words of core/channel.",
    ),
    oneFolder(
      "telegraf",
      packages("telegraf"),
      "^bots/telegram/",
      "Only bots/telegram knows telegraf. Use the words of core/channel.",
    ),
    oneFolder(
      "twilio",
      packages("twilio"),
      "^bots/twilio/",
      "Only bots/twilio knows the Twilio SDK; bots/whatsapp and bots/sms go through it.",
    ),
    oneFolder(
      "database",
      // prisma/ is also a folder of ours: the package is its bare name, or in node_modules.
      `^core/store/generated/|^prisma$|node_modules/prisma/|${packages("@prisma|pg|@electric-sql|pglite-prisma-adapter")}`,
      "^core/store/",
      "Only core/store knows the database. Add what you need to the ports of core/store, with its memory twin, and take the store as an argument.",
    ),
    oneFolder(
      "restify",
      packages("restify"),
      "^server/",
      "Only server/ knows restify. Describe your routes with core/http, and let server/ mount them.",
    ),
    {
      name: "widget-is-browser-code",
      comment:
        "The widget runs on strangers' pages: from the server side it may import types (`import type`), zod schemas (`*-schema.ts`) and the names of the languages only. Ask the server over Direct Line for the rest.",
      severity: "error",
      from: { path: "^site/widget/", pathNot: "/vite\\.config\\.ts$" },
      to: {
        path: "^(bots|core|desk|server|site/(?!widget/))",
        pathNot: "-schema\\.ts$|^core/language/language\\.ts$",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "widget-needs-no-node",
      comment: "A browser has no Node modules. Use what the web platform offers.",
      severity: "error",
      from: { path: "^site/widget/", pathNot: "/vite\\.config\\.ts$" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "the-desk-is-browser-code",
      comment:
        "The desk's app runs in a browser: from the server side it may import types (`import type`), zod schemas (`desk/schemas/`), the pure words of core/language, and the weighing of words in core/channel only. Ask the staff API for the rest.",
      severity: "error",
      from: { path: "^desk/app/", pathNot: "/vite\\.config\\.ts$" },
      to: {
        path: "^(bots|core|desk/(?!app/)|server|site)/",
        pathNot:
          "^desk/schemas/|^core/language/(?!say\\.ts|catalogues)|^core/channel/(count-parts|plan-layout|sms-text|split-text|weigh-words)\\.ts$|^core/(errors|complaint/complaint)\\.ts$",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "the-desk-needs-no-node",
      comment: "A browser has no Node modules. Use what the web platform offers.",
      severity: "error",
      from: { path: "^desk/app/", pathNot: "/vite\\.config\\.ts$" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "only-the-app-is-react",
      comment:
        "React and Mantine are the desk app's alone; the widget is Preact, and pages of the site are plain HTML.",
      severity: "error",
      from: { path: OURS, pathNot: "^desk/app/" },
      to: { path: packages("react|react-dom|@mantine|@tanstack|wouter|recharts|tinykeys|@tabler") },
    },
    {
      name: "product-imports-no-tests",
      comment:
        "What runs for customers never leans on tests/, bench/ or scripts/. Move the code into the room it belongs to.",
      severity: "error",
      from: { path: OURS },
      to: { path: "^(tests|bench|scripts|conformance)/" },
    },
    {
      name: "a-test-imports-no-test",
      comment: "Tests stand alone: importing one would run it twice. Move what they share to tests/support.",
      severity: "error",
      from: { path: "^(tests|bench)/" },
      to: { path: "\\.test\\.tsx?$" },
    },
    {
      name: "product-needs-no-dev-dependency",
      comment:
        "An installation without development packages must run. Move the package to dependencies: npm install --save-exact NAME.",
      severity: "error",
      from: { path: OURS },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
    {
      name: "no-cycle",
      comment:
        "These files cannot be understood one without the other. Move what both need into a third, or hand it over as an argument.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-orphan",
      comment: "Nothing uses this file and it uses nothing. Wire it in or delete it.",
      severity: "error",
      // The pages' own script is read as it is and sent to browsers.
      from: { orphan: true, path: OURS, pathNot: "^core/store/generated/|\\.d\\.ts$|^site/pages/site\\.js$" },
      to: {},
    },
    {
      name: "everything-resolves",
      comment: "This import leads nowhere. Correct the path, or install the package: npm install --save-exact NAME.",
      severity: "error",
      from: {},
      // "virtual:" modules are made by a plugin of the widget's build.
      to: { couldNotResolve: true, pathNot: "^virtual:" },
    },
  ],
  options: {
    doNotFollow: { path: ["node_modules", "^core/store/generated/"] },
    exclude: { path: ["/dist/", "^(data|coverage|screenshots|conformance|bench/peers)/"] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    combinedDependencies: false,
    moduleSystems: ["es6", "cjs"],
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default", "types"] },
  },
};
