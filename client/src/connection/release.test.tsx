import { afterEach, beforeEach, expect, it } from 'vitest'
import { checkRelease, hasNewVersion, setNewVersion } from './release.ts'

const { fetch } = globalThis
beforeEach(() => {
	setNewVersion(false)
	document.head.innerHTML = '<script src="/assets/start-a1.js" type="text/plain"></script>'
})
afterEach(() => {
	globalThis.fetch = fetch
	document.head.innerHTML = ''
})

const pageWith = (...scripts: string[]) => scripts.map((script) => `<script src="${script}"></script>`).join('')

it.each([
	['the same release', new Response(pageWith('/assets/start-a1.js', '/assets/en-b2.js')), false],
	['another release', new Response(pageWith('/assets/start-c3.js')), true],
	['a captive portal', new Response(pageWith('/portal.js')), false],
	['a proxy without a server', new Response(pageWith('/assets/start-c3.js'), { status: 502 }), false],
	['no answer', null, false],
])('[OFFLINE3a] the answer of %s', async (_from, response, isOther) => {
	globalThis.fetch = async () => {
		if (!response) throw new TypeError('no network')
		return response
	}
	expect(await checkRelease()).toBe(isOther)
	expect(hasNewVersion.get()).toBe(isOther)
})
