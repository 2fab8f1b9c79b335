import { act, renderHook } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { useViewPicture } from './useViewPicture.ts'

type Change = () => Promise<void>

/** Gives the page the function by which a browser changes a view behind a picture of it. */
function provideTransitions(): Change[] {
	const changes: Change[] = []
	Object.assign(document, {
		startViewTransition: (change: Change) => {
			changes.push(change)
			return { ready: Promise.reject(new Error('skipped')), finished: Promise.resolve() }
		},
	})
	return changes
}

afterEach(() => {
	Reflect.deleteProperty(document, 'startViewTransition')
})

it('[ROOM3i] a view is changed behind a picture of the former one, which stays until the next one shows its content', async () => {
	const changes = provideTransitions()
	const { result, rerender } = renderHook(useViewPicture<string>, { initialProps: 'private' })
	expect(changes).toEqual([])
	rerender('board')
	expect(result.current[0]).toBe('private')
	expect(changes).toHaveLength(1)
	let hasEnded = false
	let ended: Promise<void> | undefined
	await act(async () => {
		ended = changes[0]?.().then(() => {
			hasEnded = true
		})
	})
	expect(result.current[0]).toBe('board')
	expect(hasEnded).toBe(false)
	act(() => result.current[1]())
	await ended
	expect(hasEnded).toBe(true)
})

it('[ROOM3i] a browser without view transitions changes the view at once', () => {
	const { result, rerender } = renderHook(useViewPicture<string>, { initialProps: 'private' })
	rerender('board')
	expect(result.current[0]).toBe('board')
})
