import type { ClientError } from '@charrette/shared'
import { render } from '@testing-library/react'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { PanelBoundary } from '../ui/PanelBoundary.tsx'
import { createErrorReporter, routeOf } from './reportErrors.ts'

let sent: ClientError[] = []
let fail: (thrown: unknown) => void
beforeEach(() => {
	sent = []
	fail = createErrorReporter((error) => sent.push(error))
	document.head.innerHTML = '<script src="/assets/start-Bx81_a.js" type="text/plain"></script>'
})
afterEach(() => {
	document.head.innerHTML = ''
})

const errorAt = (message: string, place: string) =>
	Object.assign(new TypeError(message), { stack: `TypeError: ${message}\n    at f (${place})` })

it('[HOST11] an uncaught error and a rejection are reported once each, without content', () => {
	for (let times = 0; times < 3; times++) fail(errorAt('no "Permits"', 'https://a.example/assets/x-1.js:1:20'))
	fail('a text')
	expect(sent).toEqual([
		{
			release: 'start-Bx81_a.js',
			message: 'TypeError: no …',
			stack: expect.stringMatching(/^[0-9a-f]{8}$/),
			route: '/',
		},
		{ release: 'start-Bx81_a.js', message: 'a text', stack: expect.any(String), route: '/' },
	])
})

it('[HOST11a] the stack is a hash of the places in the program, whatever the address of the server is', () => {
	fail(errorAt('a', 'https://a.example/assets/x-1.js:1:20'))
	fail(errorAt('b', 'http://192.168.0.7:4400/assets/x-1.js:1:20'))
	fail(errorAt('c', 'http://192.168.0.7:4400/assets/x-1.js:1:21'))
	const [a, b, c] = sent.map(({ stack }) => stack)
	expect(a).toBe(b)
	expect(c).not.toBe(a)
})

it('[HOST11b] a page reports ten different errors at most', () => {
	for (let index = 0; index < 50; index++) fail(new Error('x'.repeat(index)))
	expect(sent).toHaveLength(10)
})

it('an outdated page and notices of the browser are no errors of the program', () => {
	fail(Object.assign(new Error('a chunk is not on the server'), { name: 'PageOutdated' }))
	fail('ResizeObserver loop completed with undelivered notifications.')
	fail('Script error.')
	expect(sent).toEqual([])
})

it('[HOST11] an error that a boundary has caught is reported by the root', () => {
	const Broken = () => {
		throw errorAt('broken', 'https://a.example/assets/y-2.js:3:4')
	}
	const onCaughtError = (error: unknown) => fail(error)
	render(
		<PanelBoundary fallback={<p>failed</p>}>
			<Broken />
		</PanelBoundary>,
		{ onCaughtError },
	)
	expect(sent.map(({ message }) => message)).toEqual(['TypeError: broken'])
})

it.each([
	['/w/h4KQm2XDa81bcQ9z/b/aaaaaaaaaaaaaaaa', '/w/:id/b/:id'],
	['/host/server', '/host/server'],
	['/', '/'],
	['/what a person typed/Ana', '/:id/:id'],
])('[HOST11a] the route of %s is %s', (path, route) => {
	expect(routeOf(path)).toBe(route)
})
