import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { userEvent } from '@testing-library/user-event'
import type * as React from 'react'
import type { Root } from 'react-dom/client'
import { afterEach, expect, it, vi } from 'vitest'
import { withoutUnusedParts } from '../unusedReact.ts'

/*
 * Runs React DOM as the bundle has it, without its unused parts, with React's own production build:
 * elements of the development build, which JSX would create here, need a development React DOM.
 */

const require = createRequire(import.meta.url)
const pathOf = (name: string) => require.resolve('react').replace('index.js', `cjs/${name}`)
const { Component, Fragment, Suspense, createElement, lazy, use, useLayoutEffect, useState, useTransition } = require(
	pathOf('react.production.js'),
) as typeof React
const requireOfReactDom = createRequire(require.resolve('react-dom/client'))
const domPathOf = (name: string) => require.resolve('react-dom').replace('index.js', `cjs/${name}`)
const source = readFileSync(domPathOf('react-dom-client.production.js'), 'utf8')

/** Loads a module of React DOM that uses the production build of React. */
function load<Exports>(code: string): Exports {
	const exports = {}
	const modules: Record<string, string> = { react: pathOf('react.production.js'), scheduler: 'scheduler' }
	new Function('exports', 'require', code)(exports, (name: string) =>
		name === 'react-dom' ? dom : requireOfReactDom(modules[name] ?? name),
	)
	return exports as Exports
}
const dom = load<typeof import('react-dom')>(readFileSync(domPathOf('react-dom.production.js'), 'utf8'))

let root: Root | null = null
afterEach(() => {
	root?.unmount()
	document.body.replaceChildren()
})

function render(page: React.ReactNode): HTMLElement {
	const container = document.body.appendChild(document.createElement('div'))
	root = load<typeof import('react-dom/client')>(withoutUnusedParts(source)).createRoot(container)
	root.render(page)
	return container
}

const button = (onClick: () => void, text: string) => createElement('button', { type: 'button', onClick }, text)

it('[LOAD1] React DOM without its unused parts keeps the value and caret of a field, and moves the rows of a list', async () => {
	function Page() {
		const [text, setText] = useState('')
		const [rows, setRows] = useState(['a', 'b', 'c'])
		const onChange = ({ target }: React.ChangeEvent<HTMLInputElement>) => setText(target.value.toUpperCase())
		return createElement(
			'form',
			null,
			createElement('input', { value: text, onChange }),
			rows.map((row) => createElement(Fragment, { key: row }, createElement('i', { id: row }, row))),
			button(() => setRows(['c', 'a', 'd']), 'Move'),
			dom.createPortal(createElement('output', null, text), document.body),
		)
	}
	const container = render(createElement(Page))
	const input = await vi.waitUntil(() => container.querySelector('input'))
	await userEvent.type(input, 'Río')
	await vi.waitFor(() => expect(document.querySelector('output')?.textContent).toBe('RÍO'))
	expect([input.value, input.selectionStart]).toEqual(['RÍO', 3])
	const row = document.getElementById('c')
	await userEvent.click(document.querySelector('button') ?? container)
	const texts = () => [...container.querySelectorAll('i')].map((one) => one.textContent)
	await vi.waitFor(() => expect(texts()).toEqual(['c', 'a', 'd']))
	expect(document.getElementById('c')).toBe(row)
	expect(document.activeElement?.textContent).toBe('Move')
})

it('[LOAD1] React DOM without its unused parts waits for chunks, and keeps a page while its next state is fetched', async () => {
	let fetched: (module: { default: () => React.ReactNode }) => void = () => {}
	const Late = lazy(() => new Promise<{ default: () => React.ReactNode }>((resolve) => (fetched = resolve)))
	const effects: string[] = []
	const answers = [Promise.resolve('first'), new Promise<string>(() => {})]
	function Answer({ index }: { index: number }) {
		const answer = use(answers[index] ?? Promise.resolve(''))
		useLayoutEffect(() => {
			effects.push(`shown ${answer}`)
			return () => void effects.push(`left ${answer}`)
		}, [answer])
		return answer
	}
	function Page() {
		const [index, setIndex] = useState(0)
		const [isPending, startTransition] = useTransition()
		const next = () => startTransition(() => setIndex(1))
		return createElement(
			Suspense,
			{ fallback: 'Loading' },
			createElement(Late),
			createElement(Answer, { index }),
			button(next, isPending ? ' Pending' : ' Next'),
		)
	}
	const container = render(createElement(Page))
	await vi.waitFor(() => expect(container.textContent).toBe('Loading'))
	fetched({ default: () => 'Late ' })
	await vi.waitFor(() => expect(container.textContent).toBe('Late first Next'))
	await userEvent.click(container.querySelector('button') ?? container)
	await vi.waitFor(() => expect(container.textContent).toBe('Late first Pending'))
	root?.unmount()
	expect(effects).toEqual(['shown first', 'left first'])
	expect(container.textContent).toBe('')
})

it('[LOAD1] React DOM without its unused parts gives an error to its boundary', async () => {
	class Boundary extends Component<{ children: React.ReactNode }, { error: unknown }> {
		override state = { error: null }
		static getDerivedStateFromError = (error: unknown) => ({ error })
		override render = () => (this.state.error ? String(this.state.error) : this.props.children)
	}
	const Failing = () => {
		throw new Error('no such card')
	}
	const log = vi.spyOn(console, 'error').mockImplementation(() => {})
	const container = render(createElement(Boundary, null, createElement(Failing)))
	await vi.waitFor(() => expect(container.textContent).toBe('Error: no such card'))
	log.mockRestore()
})

it('[LOAD1] the build fails if a version of React DOM lacks a part that is left out', () => {
	expect(() => withoutUnusedParts(source.replaceAll('getNextHydratable', 'nextHydratable'))).toThrow(
		'no more getNextHydratable',
	)
})
