import { type ESTree, parseSync, Visitor } from 'vite'
import { expect, it } from 'vitest'

/** The source of every file of the client, by its path. */
const sources: Record<string, string> = import.meta.glob(['./**/*.{ts,tsx}', '!./**/*.test.ts'], {
	query: '?raw',
	import: 'default',
	eager: true,
})

/** Every style sheet of the client, by its path. */
const styles: Record<string, string> = import.meta.glob('./**/*.css', {
	query: '?raw',
	import: 'default',
	eager: true,
})

/** Returns `path: text` of each match in the style sheets that `isAllowed` rejects. */
function findInStyles(pattern: RegExp, isAllowed: (match: string) => boolean): string[] {
	return Object.entries(styles).flatMap(([path, style]) =>
		[...style.replace(/\/\*[\s\S]*?\*\//g, '').matchAll(pattern)].flatMap(([match]) =>
			isAllowed(match) ? [] : [`${path}: ${match.trim()}`],
		),
	)
}

/** Returns `path:line` of each match that `isAllowed` rejects. */
function findMatches(pattern: RegExp, isAllowed: (path: string, before: string, line: string) => boolean): string[] {
	return Object.entries(sources).flatMap(([path, source]) =>
		[...source.matchAll(pattern)].flatMap((match) => {
			const before = source.slice(0, match.index)
			const line = source.split('\n')[before.split('\n').length - 1] ?? ''
			const isComment = /^\s*(\*|\/\/|\/\*)/.test(line)
			return isComment || isAllowed(path, before, line) ? [] : [`${path}:${before.split('\n').length}`]
		}),
	)
}

/** The functions that hooks call while rendering. */
const RENDERED_CALLBACKS = /^use(Memo|State|Reducer|SyncExternalStore)$/

/** Returns `path:line` of each write to a `.current` in the body of a component or a hook. */
function findRefsWrittenInRender(): string[] {
	return Object.entries(sources).flatMap(([path, source]) => {
		if (!/\.current\b/.test(source)) return []
		const found: string[] = []
		/** Whether the innermost function runs while rendering, from the outermost function on. */
		const rendering: boolean[] = []
		const named = new Map<unknown, string>()
		const enter = (node: ESTree.Function | ESTree.ArrowFunctionExpression) => {
			const name = ('id' in node && node.id?.name) || named.get(node) || ''
			rendering.push(/^(use)?[A-Z]/.test(name))
		}
		const leave = () => void rendering.pop()
		const check = (target: ESTree.Node, start: number) => {
			const isRef = /\.current\b/.test(source.slice(target.start, target.end))
			if (isRef && rendering.at(-1)) found.push(`${path}:${source.slice(0, start).split('\n').length}`)
		}
		new Visitor({
			VariableDeclarator: ({ id, init }) => void (init && id.type === 'Identifier' && named.set(init, id.name)),
			CallExpression({ callee, arguments: passed }) {
				const isRendered = callee.type === 'Identifier' && RENDERED_CALLBACKS.test(callee.name)
				for (const each of passed) named.set(each, isRendered ? 'useRendered' : '')
			},
			FunctionDeclaration: enter,
			'FunctionDeclaration:exit': leave,
			FunctionExpression: enter,
			'FunctionExpression:exit': leave,
			ArrowFunctionExpression: enter,
			'ArrowFunctionExpression:exit': leave,
			AssignmentExpression: ({ left, start }) => check(left, start),
			UpdateExpression: ({ argument, start }) => check(argument, start),
		}).visit(parseSync(path, source).program)
		return found
	})
}

it('every chunk is fetched through fetchChunk, which survives a lost connection and an update of the server', () => {
	const wrapper = /(fetchChunk|fetchChunkOnce|lazyPage|withQueries)\([^;]*$/
	expect(findMatches(/(?<!typeof )\bimport\(/g, (_path, before) => wrapper.test(before.slice(-200)))).toEqual([])
})

it('the storage of the browser is used through browserStorage, which handles a blocked or full storage', () => {
	const owners = ['./connection/browserStorage.ts', './connection/replaceBlockedStorage.ts']
	const isOwner = (path: string) => owners.includes(path)
	expect(findMatches(/\b(local|session)Storage\b/g, isOwner)).toEqual([])
})

it('every key of what a device stores is in storageKeys.ts, and its databases are opened in connection', () => {
	expect(
		findMatches(/['"`]charrette[.:]/g, (path) => path === './connection/storageKeys.ts' || path.endsWith('.test.tsx')),
	).toEqual([])
	const opens = /\bindexedDB\b|\b(openDB|deleteDB)\b|\bcaches\./g
	const isOwner = (path: string) => path.startsWith('./connection/') || path === './sync/testDevice.ts'
	expect(findMatches(opens, isOwner)).toEqual([])
})

it('the server is called through http.ts, which limits the time of every call', () => {
	const owners = ['./connection/http.ts', './connection/fetchChunk.ts', './connection/release.ts']
	expect(findMatches(/(?<![\w.])fetch\(/g, (path) => owners.includes(path))).toEqual([])
})

it('[LANG4] dates, numbers and the order of names are those of the interface’s language', () => {
	const pattern =
		/\.toLocale(Date|Time)?String\(|\.localeCompare\(|new Intl\.(?!Segmenter)\w+\((locale\b|undefined|\))/g
	// Files are exempt, because a file is in one of the server's languages, and so is the time zone,
	// which is not a text.
	const isOther = (path: string, _before: string, line: string) =>
		path.startsWith('./export/') || line.includes('TIME_ZONE')
	expect(findMatches(pattern, isOther)).toEqual([])
})

it('keys of an input method are recognised by isComposing, even when Safari ends a composition', () => {
	const isOther = (path: string, _before: string, line: string) =>
		path === './ui/isComposing.ts' || line.includes('InputEvent') || line.includes('keyCode === 229')
	expect(findMatches(/\b(event|nativeEvent)\.isComposing\b/g, isOther)).toEqual([])
})

it('[GATE1] documents have maps and texts only: the bundle cannot read any other type of Yjs', () => {
	expect(findMatches(/\bY\.(Array|Xml\w+)\b|\bget(Array|Xml\w+)\(/g, () => false)).toEqual([])
})

it('[INSET1] the camera is moved through camera.ts, which knows what covers the canvas', () => {
	const moves =
		/\.(setCamera|zoomToBounds|zoomToFit|zoomToSelection|centerOnPoint|resetZoom|zoomIn|zoomOut|setCameraOptions)\(/g
	expect(findMatches(moves, (path) => path === './canvas/viewport/camera.ts')).toEqual([])
})

it('[INSET4] layers are the tokens of tokens.css', () => {
	expect(findInStyles(/z-index:[^;]*;/g, (match) => /^z-index: var\(--z-[a-z]+\);$/.test(match))).toEqual([])
	expect(findMatches(/\bzIndex\b/g, () => false)).toEqual([])
})

it('[INSET4] media and container queries use the four widths and the one height of tokens.css', () => {
	const BREAKPOINT = /\((width (<=|>) (380|700|1100|1440)px|height (<=|>) 480px)\)/g
	const hasOther = (query: string) => /width|height/.test(query.replace(BREAKPOINT, ''))
	expect(findInStyles(/@(media|container)[^{]*\{/g, (query) => !hasOther(query))).toEqual([])
	expect(
		findMatches(/['"`]\([^'"`]*\b(width|height)\b[^'"`]*\)['"`]/g, (_path, _before, line) => !hasOther(line)),
	).toEqual([])
})

it('no ref is written while rendering; useEffectEvent and useEvent know the latest values', () => {
	expect(findRefsWrittenInRender()).toEqual([])
})

it('[LOAD1] no component uses a part of React that unusedReact.ts leaves out of the bundle', () => {
	const unused =
		/\b(hydrateRoot|ViewTransition|Activity|SuspenseList|useActionState|useFormStatus|preload|preinit|preconnect)\b.* from 'react(-dom)?(\/client)?'|\bprecedence=|\bformAction=|<(meta|link|Activity|ViewTransition)\b[^>]*\/>/g
	expect(findMatches(unused, (path) => path.endsWith('.test.tsx'))).toEqual([])
})
