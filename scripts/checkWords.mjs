import { readSources } from './readSources.mjs'

/*
 * node scripts/checkWords.mjs [folder …]
 *
 * Finds words that the vocabulary of this project has replaced by the field's terms. Names on the
 * wire, in storage and in HTTP never change, so they are allowed where the codec or a schema names
 * them: those exceptions are listed here.
 */

/**
 * @typedef {object} Rule
 * @property {RegExp} word what must not occur
 * @property {string} use the term to use instead
 * @property {RegExp[]} [allow] a line that matches one of these is left alone
 */

/** @type {Rule[]} */
const RULES = [
	{
		word: /\b(letGo\w*|lifted|hopeless|trespass\w*|isVain|inVain)\b/,
		use: 'pendingChanges, cancel, isUnrecoverable, deniedWrites, isRejected',
	},
	{
		word: /\b(\w*[a-z])?[Hh]ands?\b(?!\w)|\b[Hh]and[A-Z]\w*/,
		use: 'pendingChanges (of a gesture), author or attribution (of an edit)',
		allow: [
			/'hand'|'tool-hand'|'tool\.hand'|\bhand:|\bby hand\b|\bhand tool\b|\bright-hand\b|\bleft-hand\b|\bhands? (over|up)\b|\bshorthand\b|\bbeforehand\b|\bon the other hand\b|\bsecond-?hand\b|[hH]andTool/,
		],
	},
	{ word: /\b(Touches|tellHands|touchesOf|TouchLog)\b/, use: 'AttributionLog' },
	{
		word: /\b\w*Moments?\w*\b|\bmoments?\b/,
		use: 'snapshot',
		allow: [
			/\b(in a|at (the|that|this|any)|the|one|a few|for a|next) moments?\b|"moment"|`moment`|\bmoment(:|\?:| in )|\.moment\b|momentary/,
		],
	},
	{
		word: /\b(keepMoment|PastReader|pastThread|readPast|openPast|thinOut|takeAway|keptApart|kept apart)\b/,
		use: 'saveSnapshot, SnapshotReader, applyRetention, detachBoard',
	},
	{
		word: /\b([Hh]eld[A-Z]\w*|\w+Held|held)\b/,
		use: 'private (cards), pending, stored',
		allow: [/\bheld_in_private\b|heldInPrivate|HELD\b|\bheld down\b/],
	},
	{
		word: /\b\w*Alone\w*\b/,
		use: 'private writing',
		allow: [/standAlone|standalone|'# · Alone'|localText\(|under “Alone”/],
	},
	{ word: /\b[Tt]akeHome\w*\b|\b[Tt]ak(e|es|en|ing) (it |them |boards? )?home\b|\bisTaking\b/, use: 'export' },
	{ word: /\b\w*[Bb]ringIn\w*\b|\b\w*[Bb]rought\w*\b|\b[Bb]ring(s|ing)? in\b/, use: 'import' },
	{ word: /\b\w*[Ww]ish(es)?\b|\b\w*Wish[A-Z]\w*|\bwish[A-Z]\w*/, use: '…Options (choices) or …Request (a call)' },
	{ word: /\b\w*[Ii]nSight\b|\bsight\b|\b[Gg]lass(es)?\b/, use: 'viewport, visual viewport' },
	{ word: /\bTogether[A-Z]\w*|\/together\//, use: 'presence' },
	{
		word: /\b(Stage|stage)\b|\bStage[A-Z]\w*|\/stage\/|\bstage[A-Z]\w*/,
		use: 'status bar, SceneFrame, SnapshotPreview',
		allow: [/multi-stage/],
	},
	{
		word: /\b\w*Wall\b|\b[Ww]all[A-Z]\w*|\b[Ww]all\b/,
		use: 'projector; BoardGrid for many boards',
		allow: [/'wall'|`wall`|"wall"|\bwall( |-)clock\b|\bwall:|\| wall \||wall\.\w+'/],
	},
	{
		word: /\b\w*[Dd]esk\b|\b[Dd]esk[A-Z]\w*/,
		use: 'dashboard, facilitator',
		allow: [/['"`/]\/?desk\b|\/desk|permit desk/],
	},
	{ word: /\b\w*[Cc]onduct(s|ed|ing|or)?\b|\b[Cc]onduct[A-Z]\w*/, use: 'facilitator controls, facilitation' },
	{
		word: /\b(permitsOf|mayBegin|sayNotNow|useWhyNot|useMayWords|holdPhase|holdSetUp|SetUpLayer)\b/,
		use: 'permissionsOf, canStart, explainDenied, enforcePhase, LockedLayer',
	},
	{
		word: /\bisSetUp\b|\bset-up (layer|records?|shapes?|cards?)\b/i,
		use: 'isLocked, locked layer',
		allow: [/'isSetUp'|meta\.isSetUp|\bisSetUp(:|\}| \}|,)|command\.isSetUp/],
	},
	{
		word: /\b[Mm]end(s|ed|ing)?\b|\b[Mm]end[A-Z]\w*|\b\w+Mended\b/,
		use: 'repair',
		allow: [/'mended'|"mended"|`mended`|\bmended:|_mended\b|\.mended\b/],
	},
	{ word: /\b(owe[sd]?|oweAck|[Bb]ulletin)\b/, use: 'queueAck, LatestState' },
	{ word: /\b\w*[Ss]quash\w*\b/, use: 'compact' },
	{
		word: /\b(told|tells?|telling|saying)\b|\b[Tt]old[A-Z]\w*|\b(tell|say)[A-Z]\w*/,
		use: 'sent, send, announce, describe, report',
	},
	{
		word: /\b([Ll]etterOrder|[Cc]rowding|createGrowth|createPlaces|[Hh]andful|createIntake)\b/,
		use: 'text item order, insertion cost, document growth, parent paths, concurrency limit, upload budget',
	},
	{ word: /\b[Qq]uiet(People|Button|Ones)\b|\bfetchQuiet\b/, use: 'inactive participants' },
	{
		word: /\b(createCell|keepEdits|keepNothing|[Ll]ineWatch|[Mm]eteredSocket|askPatiently)\b/,
		use: 'createObservable, offlineStore, connectionWatchdog, countingSocket, fetchWithRetry',
	},
	{
		word: /\blook(=|\?:)|\b(ShapeLook|ParagraphLook|SnapshotLook|lookOf)\b|\blooks? on\b|\bToLookAt\b/,
		use: 'variant, style, read-only',
		allow: [/\blook\?: (\{|Snapshot)/],
	},
	{
		word: /\b(Trouble\w*|AskDialog|Ticks|Combo|SomeOf)\b/,
		use: 'ErrorPage, ConfirmDialog, CheckboxList, Combobox, MultiSelect',
	},
	{
		word: /\b(newsOf|useNews|FilterStand|VoteStand|useVoteStand|BoardFigures|[Rr]ising\w*)\b/,
		use: 'announcements, filter summary, vote state, counts, floating',
	},
	{
		word: /\b[Pp]ack(Dialog|Progress|Order|Words|Formats?|Options|Of|edBoard|About|ReadMe|Folders?|Button|Routes)\b|\bmakePack\b|\bpackBoard\b|\bpacks?\b/,
		use: 'archive',
		allow: [/\/pack\b|'pack'|`pack`|`pack\?|npm pack|\bpacks? (of|it|them|into|together)\b/],
	},
]

const SOURCES = /\.(ts|tsx|mjs|css|md)$/
/** This file, and records of decisions, which stay as they were written. */
const LEFT_OUT =
	/^(scripts\/checkWords\.mjs|docs\/decisions\/|docs\/BENCHMARKS\.md|docs\/benchmarks\/)|\/i18n\/.*\/?(en|es|fr|zh-CN)\.ts$/

const folders = process.argv.slice(2)
let found = 0
for (const source of readSources({ kind: SOURCES, leftOut: LEFT_OUT, folders }))
	for (const line of findIn(source)) {
		found++
		console.log(line)
	}
if (found > 0) console.log(`${found} lines use words that the vocabulary has replaced.`)
process.exitCode = found > 0 ? 1 : 0

/** @param {{ file: string, text: string }} source */
function findIn({ file, text }) {
	return text.split('\n').flatMap((line, index) => {
		const rule = RULES.find(({ word, allow = [] }) => word.test(line) && !allow.some((fine) => fine.test(line)))
		return rule ? [`${file}:${index + 1}: ${line.trim().slice(0, 120)}   (${rule.use})`] : []
	})
}
