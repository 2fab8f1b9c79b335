import type { Page } from '@playwright/test'

/**
 * Records the scripts that a page fetches from now on. Returns a function that resolves with their
 * sources so far.
 */
export function recordScripts(page: Page): () => Promise<string[]> {
	const sources: Promise<string>[] = []
	page.on('response', (response) => {
		// A response 304 has no body: the script was read with its first response.
		if (response.status() !== 200 || response.request().resourceType() !== 'script') return
		const source = response.text()
		// The page may close before a script has arrived. Only a test that reads the sources then
		// fails.
		source.catch(() => null)
		sources.push(source)
	})
	return () => Promise.all(sources)
}
