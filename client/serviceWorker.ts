import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build, type Plugin, type Rolldown } from 'vite'

/*
 * Builds the service worker (worker/serviceWorker.ts) into `sw.js`, with the list of the files that
 * it stores. The list is read from the bundle: the imports of the entry, of a board's page and of
 * its two views, and their texts.
 */

const WORKER = fileURLToPath(new URL('worker/serviceWorker.ts', import.meta.url))
const START_FAILURE = fileURLToPath(new URL('src/startFailure.js', import.meta.url))
/**
 * The modules that the start page and a board's page load by themselves, and those behind their
 * menus, details, threads, tidying and presenting. Other dialogs, exports and the history are not
 * included, because they need the server.
 */
const BOARD_MODULES = new RegExp(
	`/src/(${[
		'pages/(AppShell|BoardPage|FurtherPages|HomePage|CanvasView|ListView)\\.tsx',
		'canvas/(editor/ContextMenuPanel|link/MeaningMenu)\\.tsx',
		'canvas/tidy/tidyBoard\\.ts',
		'canvas/toolbars/Presented\\.tsx',
		'boardParts/dialogs/BoardDialogs\\.tsx',
		'list/ClusterDialog\\.tsx',
		'facilitator/tables/BoardCalls\\.tsx',
		'statusBar/CalledNotice\\.tsx',
		'details/BoardPanel\\.tsx',
		'threads/LateThreads\\.tsx',
		'connection/queryClient\\.tsx',
		'i18n/(board|home|panels)/.*\\.ts',
	].join('|')})$`,
)
/** The modules that every page starts with, and those of menus. */
const START_MODULES = /\/src\/(main\.tsx|ui\/(MenuPanel|PopoverPanel)\.tsx|i18n\/app\/.*\.ts)$/
/**
 * tldraw's icons, which the canvas loads by itself. It also loads the translations of the reader's
 * language, which are not in the list.
 */
const BOARD_ASSETS = /\/0_merged-[^/]*\.svg$/

type Bundle = Rolldown.OutputBundle

/**
 * Adds `sw.js` to the build. Also gives the script for a failed start a hashed name, like all other
 * scripts.
 */
export function serviceWorker(): Plugin {
	return {
		name: 'charrette-service-worker',
		apply: 'build',
		enforce: 'post',
		transformIndexHtml: (html) => html.replace('/src/startFailure.js', `/${startFailureName()}`),
		async generateBundle(_options, bundle) {
			this.emitFile({ type: 'asset', fileName: startFailureName(), source: readStartFailure() })
			const page = bundle['index.html']
			if (page?.type !== 'asset') throw new Error('the build has no index.html')
			const files = {
				start: [startFailureName(), ...filesOf(bundle, (id) => START_MODULES.test(id))],
				board: [
					...filesOf(bundle, (id) => BOARD_MODULES.test(id)),
					...Object.keys(bundle).filter((name) => BOARD_ASSETS.test(name)),
				],
			}
			const release = {
				start: files.start.map((name) => `/${name}`),
				board: files.board.filter((name) => !files.start.includes(name)).map((name) => `/${name}`),
			}
			const id = createHash('sha256')
				.update(JSON.stringify([String(page.source), Object.keys(bundle).sort(), readFileSync(WORKER, 'utf8')]))
				.digest('hex')
				.slice(0, 16)
			const source = await buildWorker({ id, ...release })
			this.emitFile({ type: 'asset', fileName: 'sw.js', source })
		},
	}
}

/** Returns the files of the modules that match, with all their static imports. */
function filesOf(bundle: Bundle, isRoot: (module: string) => boolean): string[] {
	const found = new Set<string>()
	function add(name: string): void {
		const chunk = bundle[name]
		if (found.has(name) || chunk?.type !== 'chunk') return
		found.add(name)
		for (const css of chunk.viteMetadata?.importedCss ?? []) found.add(css)
		for (const imported of chunk.imports) add(imported)
	}
	for (const chunk of Object.values(bundle)) {
		if (chunk.type !== 'chunk') continue
		// A module in a shared chunk is imported through a chunk that only passes it on.
		const modules = [...chunk.moduleIds, ...(chunk.facadeModuleId ? [chunk.facadeModuleId] : [])]
		if (modules.some(isRoot)) add(chunk.fileName)
	}
	return [...found]
}

async function buildWorker(release: object): Promise<string> {
	const result = await build({
		configFile: false,
		logLevel: 'warn',
		define: { RELEASE: JSON.stringify(release) },
		build: { write: false, rolldownOptions: { input: WORKER, output: { format: 'iife' } } },
	})
	const [output] = [result].flat()
	if (!output || !('output' in output)) throw new Error('the service worker was not built')
	return output.output[0].code
}

/**
 * Returns the script without comments and indentation. A minifier would use syntax that old
 * browsers cannot read (LOAD3).
 */
function readStartFailure(): string {
	return readFileSync(START_FAILURE, 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$|^\s+/gm, '')
}

function startFailureName(): string {
	const hash = createHash('sha256').update(readStartFailure()).digest('base64url').slice(0, 8)
	return `assets/startFailure-${hash}.js`
}
