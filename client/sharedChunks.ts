import { build, type InlineConfig, type Plugin, type Rolldown } from 'vite'

/*
 * Puts the modules that several pages share into few chunks. The bundler's default is one chunk for
 * each set of pages that share a module. A browser fetches six files at a time: the list of a board
 * was 95 files, and took a phone on a slow line sixteen round trips.
 */

const BOARD = ['pages/BoardPage.tsx', 'pages/ListView.tsx', 'connection/queryClient.tsx']
const CANVAS = 'pages/CanvasView.tsx'
const FACILITATION = ['pages/DashboardPage.tsx', 'pages/WorkshopCreatedPage.tsx']
const READING = ['pages/ProjectorPage.tsx', 'pages/PracticePage.tsx', 'history/HistoryView.tsx']
const EXCHANGE = ['pages/ExchangePage.tsx', 'pages/LegalPage.tsx']
const LATER = [
	'list/ListSearchRow.tsx',
	'list/ImageRows.tsx',
	'list/LinkDialog.tsx',
	'list/ClusterDialog.tsx',
	'boardParts/dialogs/BoardDialogs.tsx',
	'threads/LateThreads.tsx',
	'statusBar/CalledNotice.tsx',
	'statusBar/GatheringNotice.tsx',
	'facilitator/tables/BoardCalls.tsx',
]
const PANELS = [
	'details/BoardPanel.tsx',
	'import/ImportDialog.tsx',
	'sorting/SortingPanel.tsx',
	'documents/DocumentReader.tsx',
	'paperNotes/PaperNotesDialog.tsx',
]
const MENUS = [
	'ui/PopoverPanel.tsx',
	'list/CardMenu.tsx',
	'canvas/editor/ContextMenuPanel.tsx',
	'canvas/link/MeaningMenu.tsx',
]
const STARTS = ['pages/AppShell.tsx', 'pages/HomePage.tsx', 'pages/HostPage.tsx']

/**
 * The chunks. Each has the modules that are imported by one of `pages` and by one of `others`; a
 * module that belongs in several chunks is in the first of them. The imports of a module are used
 * by at least the same pages, so they are in the same chunk or in an earlier one, and no two chunks
 * import each other.
 */
const CHUNKS = [
	{ name: 'queries', pages: BOARD, others: EXCHANGE },
	{ name: 'ui', pages: BOARD, others: STARTS },
	{ name: 'document', pages: BOARD, others: FACILITATION },
	{ name: 'records', pages: BOARD, others: READING },
	{ name: 'board', pages: ['pages/BoardPage.tsx', 'pages/ListView.tsx'], others: [CANVAS] },
	// What the list fetches soon after its page, without the canvas.
	{ name: 'later', pages: LATER, others: [CANVAS] },
	// What it fetches when it is opened, without the canvas, too.
	{ name: 'panels', pages: PANELS, others: [CANVAS] },
	// The list, which phones open, does without the next ones.
	{ name: 'drawing', pages: [CANVAS], others: [...EXCHANGE, ...STARTS, ...FACILITATION] },
	{ name: 'scenes', pages: [CANVAS], others: READING },
	{ name: 'canvas', pages: [CANVAS], others: ['canvas/editor/ProjectorBoard.tsx', 'history/SnapshotCanvas.tsx'] },
	// The library for menus, which is fetched once a page is shown.
	{ name: 'menus', pages: ['ui/MenuPanel.tsx'], others: MENUS },
]

/**
 * Puts the modules that pages share into these chunks. The program is first bundled once without
 * them, with the config `program`, because only the bundler knows which parts of a module are used,
 * and by which pages.
 */
export function sharedChunks(program: InlineConfig): Plugin {
	return {
		name: 'charrette-shared-chunks',
		apply: 'build',
		async config() {
			const groups = groupsOf(await bundleOnce(program))
			return { build: { rolldownOptions: { output: { codeSplitting: { groups } } } } }
		},
	}
}

async function bundleOnce(program: InlineConfig): Promise<Rolldown.OutputChunk[]> {
	const result = await build({
		...program,
		root: import.meta.dirname,
		configFile: false,
		logLevel: 'warn',
		build: { ...program.build, write: false, minify: false },
	})
	const [output] = [result].flat()
	if (!output || !('output' in output)) throw new Error('the program was not bundled')
	return output.output.filter((file) => file.type === 'chunk')
}

function groupsOf(files: readonly Rolldown.OutputChunk[]): Rolldown.CodeSplittingGroup[] {
	const members = sortModules(files)
	return CHUNKS.map(({ name }, index) => ({
		name,
		test: (id) => members.get(id) === name,
		includeDependenciesRecursively: false,
		// The priority is below that of the chunk `start` (vite.config.ts), which every page starts
		// with.
		priority: 1 - (index + 1) / (CHUNKS.length + 1),
	}))
}

/** Returns the name of the chunk of each module that belongs in one of `CHUNKS`. */
function sortModules(files: readonly Rolldown.OutputChunk[]): Map<string, string> {
	const pagesOf = findPages(files)
	const found = new Set([...pagesOf.values()].flatMap((pages) => [...pages]))
	const missing = CHUNKS.flatMap(({ pages, others }) => [...pages, ...others]).filter((page) => !found.has(page))
	if (missing.length > 0) throw new Error(`no page of its own: ${missing.join(', ')}`)
	const members = new Map<string, string>()
	for (const { fileName, moduleIds, facadeModuleId } of files) {
		const isUsedBy = (page: string) => pagesOf.get(fileName)?.has(page) ?? false
		const chunk = CHUNKS.find(({ pages, others }) => pages.some(isUsedBy) && others.some(isUsedBy))
		// Texts are loaded before every page, and without any module of the pages.
		const isOfTexts = [...(pagesOf.get(fileName) ?? [])].some((page) => page.startsWith('i18n/'))
		if (chunk && !facadeModuleId && !isOfTexts) for (const id of moduleIds) members.set(id, chunk.name)
	}
	return members
}

/**
 * Returns, for each file, the pages and other lazily loaded entries that import it statically, by
 * their paths in `src`.
 */
function findPages(files: readonly Rolldown.OutputChunk[]): Map<string, Set<string>> {
	const importsOf = new Map(files.map(({ fileName, imports }) => [fileName, imports]))
	const pages = new Map(files.map(({ fileName }) => [fileName, new Set<string>()]))
	for (const { fileName, facadeModuleId } of files) {
		const page = facadeModuleId?.replaceAll('\\', '/').split('/client/src/')[1]
		const reached = new Set(page ? [fileName] : [])
		for (const name of reached) {
			pages.get(name)?.add(page ?? '')
			for (const imported of importsOf.get(name) ?? []) reached.add(imported)
		}
	}
	return pages
}
