import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { OWN_PATHS } from '../src/pathOfAddress.ts'
import { readConfig } from '../src/start/config.ts'

const root = new URL('../../', import.meta.url).pathname

/** Returns the first parts of paths that a pattern finds in the sources of a folder. */
function firstParts(folder: string, pattern: RegExp): string[] {
	const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
	const sources = files.filter((file) => /\.tsx?$/.test(file) && !/\.test\./.test(file))
	return sources.flatMap((file) =>
		[...readFileSync(join(root, folder, file), 'utf8').matchAll(pattern)].map(([, part = '']) => part),
	)
}

describe('[PATH1a] a public address', () => {
	it('below a path of the server itself stops the start with a sentence', () => {
		for (const path of ['/api', '/w', '/Join/', '/sync/charrette'])
			expect(() => readConfig({ PUBLIC_URL: `https://city.example${path}` }), path).toThrow(
				/^The settings do not fit:\n {2}- PUBLIC_URL must not be below \/\w+, a path of Charrette itself; choose another one/,
			)
		for (const path of ['/charrette', '/apis', '/city/api'])
			expect(readConfig({ PUBLIC_URL: `https://city.example${path}` }).publicUrl).toBe(`https://city.example${path}`)
	})

	it('knows all first parts of routes, pages and folders of files', () => {
		const routes = firstParts('server/src/http', /\.(?:get|post|put|patch|delete|use|all)\(\[?'\/([a-z][\w-]*)/g)
		const pages = firstParts('client/src/pages', /path="\/([a-z][\w-]*)/g)
		const folders = readdirSync(join(root, 'client/dist')).filter((name) => !name.includes('.'))
		expect(routes).toContain('api')
		expect(pages).toContain('join')
		expect([...routes, ...pages, ...folders].filter((part) => !OWN_PATHS.includes(part))).toEqual([])
	})
})
