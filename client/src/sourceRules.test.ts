import { expect, it } from 'vitest'

/** The source of every file of the client, by its path. */
const sources: Record<string, string> = import.meta.glob(['./**/*.{ts,tsx}', '!./**/*.test.ts'], {
	query: '?raw',
	import: 'default',
	eager: true,
})

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

it('every chunk is fetched through fetchChunk, which survives a lost connection and an update of the server', () => {
	const wrapper = /(fetchChunk|fetchChunkOnce|lazyPage|withQueries)\([^;]*$/
	expect(findMatches(/(?<!typeof )\bimport\(/g, (_path, before) => wrapper.test(before.slice(-200)))).toEqual([])
})

it('the storage of the browser is used through browserStorage, which handles a blocked or full storage', () => {
	const owners = ['./connection/browserStorage.ts', './connection/replaceBlockedStorage.ts']
	const isOwner = (path: string) => owners.includes(path)
	expect(findMatches(/\b(local|session)Storage\b/g, isOwner)).toEqual([])
})

it('the server is called through http.ts, which limits the time of every call', () => {
	const owners = ['./connection/http.ts', './connection/fetchChunk.ts']
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
