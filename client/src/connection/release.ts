/**
 * The release of this page and that of the server, which may be updated while the page is open
 * (OFFLINE3). Scripts have a hash in their names, which differs by release.
 */
import { routePath, serverPath } from './basePath.ts'
import { createObservable, type Observable } from './observable.ts'

const newVersion = createObservable(false)
/** Whether the server has a newer release than this page; a reload opens it. */
export const hasNewVersion: Observable<boolean> = newVersion

/** Sets whether the server, or the service worker, has a newer release than this page. */
export function setNewVersion(isNew: boolean): void {
	newVersion.set(isNew)
}

/** Returns the paths, below the server's, of the scripts that the page began with. */
export function pageScripts(): string[] {
	const scripts = document.querySelectorAll<HTMLScriptElement>('head script[src]')
	return [...scripts].map(({ src }) => routePath(new URL(src).pathname))
}

/** Every path without a file is answered with the client's only page. */
const PAGE = '/'
const ANSWER_MS = 5000

/**
 * Asks the server for its release, after the connection was away. Resolves with whether it differs
 * from this page's; false if there is no answer.
 */
export async function checkRelease(): Promise<boolean> {
	try {
		const response = await fetch(serverPath(PAGE), { cache: 'no-store', signal: AbortSignal.timeout(ANSWER_MS) })
		const page = response.ok ? await response.text() : ''
		// A page without scripts of ours is that of a captive portal (NET2).
		const scripts: string[] = page.match(/\/assets\/[\w.-]+\.js/g) ?? []
		const isOther = scripts.length > 0 && !pageScripts().every((path) => scripts.includes(path))
		if (isOther) setNewVersion(true)
		return isOther
	} catch {
		return false
	}
}
