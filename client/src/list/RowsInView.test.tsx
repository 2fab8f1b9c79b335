import { act, render } from '@testing-library/react'
import { expect, it } from 'vitest'
import { createObservable, type Observable } from '../connection/observable.ts'
import { Chunk, useInView } from './RowsInView.tsx'

it('a row out of view shows a change of its text when it comes into view', () => {
	const text = createObservable('a')
	const { container } = render(
		<Chunk rows={1}>
			<Row text={text} />
		</Chunk>,
	)
	const chunk = container.firstElementChild
	const setSkipped = (skipped: boolean) =>
		act(() => chunk?.dispatchEvent(Object.assign(new Event('contentvisibilityautostatechange'), { skipped })))
	act(() => text.set('b'))
	expect(container.textContent).toBe('b')
	setSkipped(true)
	act(() => text.set('c'))
	expect(container.textContent).toBe('b')
	setSkipped(false)
	expect(container.textContent).toBe('c')
	act(() => text.set('d'))
	expect(container.textContent).toBe('d')
})

function Row({ text }: { text: Observable<string> }) {
	return <p>{useInView(text)}</p>
}
