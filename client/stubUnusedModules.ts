import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { Plugin } from 'vite'

/*
 * Leaves out of the bundle the parts of tldraw 3.15.6, Yjs, lib0 and react-query that no page
 * reaches.
 *
 * tldraw's packages do not declare that their modules have no side effects. `WITHOUT_SIDE_EFFECTS`
 * declares it, so that a module without used exports is dropped. The modules below are imported by
 * modules that a board uses, and no bundler can detect that they are never reached.
 * `stubUnusedModules` replaces each of them with a placeholder. The licence check and the watermark
 * are not touched.
 */

const TLDRAW = 'tldraw/dist-esm/lib/'
const EDITOR = '@tldraw/editor/dist-esm/lib/'

/**
 * Functions and classes for features that a board does not have: rich text, which would add the
 * editor ProseMirror, boards without a server, tldraw's own images of a board and its page for
 * errors, and arrows with corners. Their placeholder throws.
 */
const UNUSED = [
	`${TLDRAW}utils/text/richText.mjs`,
	`${TLDRAW}shapes/arrow/elbow/ElbowArrowDebug.mjs`,
	`${TLDRAW}shapes/arrow/elbow/elbowArrowSnapLines.mjs`,
	`${EDITOR}components/default-components/DefaultErrorFallback.mjs`,
	`${EDITOR}exports/getSvgAsImage.mjs`,
	`${EDITOR}utils/sync/TLLocalSyncClient.mjs`,
]

/** Modules of which a board needs little, with what it needs. */
const REPLACED: Readonly<Record<string, string>> = {
	// An arrow with corners, which only another client can draw, is a straight line on a board.
	[`${TLDRAW}shapes/arrow/elbow/getElbowArrowInfo.mjs`]:
		'export function getElbowArrowInfo() {}\nexport function getRouteHandlePath() {}',
	// Only an export renders shapes as SVG, and fetches what is needed for it.
	[`${EDITOR}exports/exportToSvg.mjs`]:
		"export const exportToSvg = async (...args) => (await import('./exportToSvg.mjs?whole')).exportToSvg(...args)",
	// Records are plain JSON. The package compares every kind of object, in 5 KB.
	'lodash.isequal/index.js': `export default function isEqual(a, b) {
		if (a === b || (a !== a && b !== b)) return true
		if (!a || !b || typeof a !== 'object' || typeof b !== 'object' || Array.isArray(a) !== Array.isArray(b)) return false
		const keys = Object.keys(a)
		return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isEqual(a[key], b[key]))
	}`,
	// Nothing calls it; the package exports it.
	'lodash.isequalwith/index.js': 'export default function isEqualWith() {}',
	// Yjs logs to the console. The rest is for colours, and for a console within the page.
	'lib0/logging.js': `export const BOLD = '', UNBOLD = '', ORANGE = '', RED = ''
		export const print = (...parts) => console.log(...parts)
		export const warn = (...parts) => console.warn(...parts)`,
	// Used between tabs of one browser, which the provider of a room does not do (`disableBc`).
	'lib0/broadcastchannel.js': 'export const subscribe = () => {}, unsubscribe = () => {}, publish = () => {}',
	// Only the lists of practices and of the host's workshops have pages, and fetch the whole.
	'query-core/build/modern/infiniteQueryBehavior.js': `export const infiniteQueryBehavior = (pages) => ({
		onFetch(context, query) {
			context.fetchFn = async () => {
				const whole = await import('./infiniteQueryBehavior.js?whole')
				whole.infiniteQueryBehavior(pages).onFetch(context, query)
				return context.fetchFn()
			}
		},
	})`,
	// No page has a mutation of react-query: calls of a button are made once (decision 019).
	'query-core/build/modern/mutationCache.js': `export class MutationCache {
		async resumePausedMutations() {}
		clear() {}
	}`,
	// Logs an error if tldraw's packages differ in version, which the lockfile excludes.
	'@tldraw/utils/dist-esm/lib/version.mjs': 'export function registerTldrawLibraryVersion() {}',
	// As a module without side effects it is fetched with the canvas, whose gestures use it.
	'lodash.throttle/index.js': "export { default } from './index.js?whole'",
	'lodash.uniq/index.js': 'export default (values) => [...new Set(values)]',
}

/** Modules that are left out in part: what is replaced in their source, and by what. */
const EDITED: Readonly<Record<string, readonly (readonly [part: RegExp, by: string])[]>> = {
	// A document has maps and texts only; the gate accepts no other type (GATE1).
	'yjs/dist/yjs.mjs': [
		[/\[\s*readYArray,(\s*readYMap,\s*readYText),[^\]]*\]/, '[undefined,$1]'],
		[/\(name, Y(Array|XmlElement|XmlFragment)\)/g, '(name)'],
	],
	'query-core/build/modern/infiniteQueryObserver.js': [[/infiniteQueryBehavior\.js/, 'infiniteQueryBehavior.js?whole']],
}
const PARTS = [...UNUSED, ...Object.keys(REPLACED), ...Object.keys(EDITED)]

/** Marks the import of a module that `REPLACED` replaces, by its replacement. */
const WHOLE = '?whole'

/** core-js, which only polyfills features that the supported browsers have. */
const POLYFILLS = /node_modules\/core-js\//

/**
 * Packages whose modules only define their exports. The entry of each package is not included,
 * because it registers the package's version.
 */
export const WITHOUT_SIDE_EFFECTS =
	/node_modules\/(((@tldraw\/\w[\w-]*|tldraw)\/dist-esm\/lib|@tiptap|prosemirror-[a-z]+)\/|(linkifyjs|lodash\.\w+)\/)/

/**
 * Replaces the unused parts with placeholders. The build fails if one of them is not at its
 * expected path.
 */
export function stubUnusedModules(): Plugin {
	const found = new Set<string>()
	return {
		name: 'charrette-leave-out',
		apply: 'build',
		enforce: 'pre',
		resolveId: (source, importer) => (importer && source.endsWith(WHOLE) ? resolve(dirname(importer), source) : null),
		load: (id) => (id.endsWith(WHOLE) ? readFile(id.slice(0, -WHOLE.length), 'utf8') : null),
		transform(code, id) {
			if (POLYFILLS.test(id)) return { code: '', map: null }
			const part = PARTS.find((one) => id.endsWith(`/${one}`))
			if (!part) return null
			found.add(part)
			if (EDITED[part]) return { code: withEdits(part, code), map: null }
			if (REPLACED[part]) return { code: REPLACED[part], map: null }
			const body = `throw new Error('${part} is left out of the bundle')`
			const lines = exportsOf(code).map((name) => `export function ${name}() { ${body} }`)
			return { code: lines.join('\n'), map: null }
		},
		buildEnd(error) {
			const missing = PARTS.filter((part) => !found.has(part))
			if (!error && missing.length > 0)
				this.error(`the packages have no more ${missing.join(', ')}: see stubUnusedModules.ts`)
		},
	}
}

/** Returns the source of a module without its unused parts. Throws if one of them is not there. */
function withEdits(module: string, code: string): string {
	let result = code
	for (const [part, by] of EDITED[module] ?? []) {
		const before = result
		result = before.replace(part, by)
		if (result === before) throw new Error(`${module} has no more ${part}: see stubUnusedModules.ts`)
	}
	return result
}

/** Returns the names that one of tldraw's modules exports, all in one list at its end. */
function exportsOf(code: string): string[] {
	const list = /export \{([^}]*)\};?\s*(\/\/[^\n]*\s*)?$/.exec(code)?.[1] ?? ''
	return list
		.split(',')
		.map((name) => name.trim())
		.filter(Boolean)
}
