import type { Page } from '@playwright/test'

/**
 * Reads the scripts that a page fetches from now on. Returns their sources so far.
 */
export function readScripts(page: Page): () => Promise<string[]> {
	const sources: Promise<string>[] = []
	page.on('response', (response) => {
		// A script that the browser has already (304) was read before, and has no body now.
		if (response.status() !== 200 || response.request().resourceType() !== 'script') return
		const source = response.text()
		// A page may close before a script has arrived. That fails a test only if it asks for the sources.
		source.catch(() => null)
		sources.push(source)
	})
	return () => Promise.all(sources)
}
