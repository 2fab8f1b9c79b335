import { render } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import type { DocumentPage, OpenedDocument } from '../boardParts/documents/OpenedDocument.ts'
import { DocumentPageView } from './DocumentPageView.tsx'

/** Where a page is: without a layout, the test says whether it is near. */
class Observer implements IntersectionObserver {
	static isNear: (element: Element) => boolean = () => false
	readonly root = null
	readonly rootMargin = ''
	readonly scrollMargin = ''
	readonly thresholds = []
	readonly callback: IntersectionObserverCallback
	constructor(callback: IntersectionObserverCallback) {
		this.callback = callback
	}
	observe(element: Element) {
		const isIntersecting = Observer.isNear(element)
		this.callback([{ isIntersecting } as IntersectionObserverEntry], this)
	}
	unobserve() {}
	disconnect() {}
	takeRecords() {
		return []
	}
}

afterEach(() => vi.unstubAllGlobals())

it('[CASE4] no page is drawn because it has no height yet: the pages of a new reader are all at its top', async () => {
	vi.stubGlobal('IntersectionObserver', Observer)
	const asked: number[] = []
	const page = async (number: number): Promise<DocumentPage> => {
		asked.push(number)
		throw new Error('a page that cannot be drawn')
	}
	const opened: OpenedDocument = { pages: 2, title: '', isSimplified: false, page, close() {} }
	const pagesAt = (width: number) => (
		<>
			{[1, 2].map((number) => (
				<DocumentPageView key={number} {...{ opened, number, width }} ratio={1.4} query="" marks={null} />
			))}
		</>
	)
	const heightOf = (element: Element) => (element instanceof HTMLElement ? Number.parseFloat(element.style.height) : 0)
	Observer.isNear = (element) => heightOf(element) === 0 || element.getAttribute('data-page') === '1'
	const { rerender, findByRole } = render(pagesAt(0))
	rerender(pagesAt(500))
	await findByRole('alert')
	expect(asked).toEqual([1])
})
