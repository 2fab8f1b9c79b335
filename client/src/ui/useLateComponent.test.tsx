import { renderHook, waitFor } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { ApiError } from '../connection/http.ts'
import { useLateComponent } from './useLateComponent.ts'

const Marks = () => null

afterEach(() => void vi.useRealTimers())

it('[OFFLINE3b] a part that nobody asked for is fetched once it is due', async () => {
	const load = async () => Marks
	const { result, rerender } = renderHook(({ isDue }) => useLateComponent(isDue, load), {
		initialProps: { isDue: false },
	})
	expect(result.current).toBeNull()
	rerender({ isDue: true })
	await waitFor(() => expect(result.current).toBe(Marks))
})

it.each([
	['outdated', 'after an update of the server it is left out', false],
	['offline', 'without a connection it is fetched again', true],
] as const)('[OFFLINE3b] if its file is %s: %s', async (code, _what, isFetchedAgain) => {
	vi.useFakeTimers()
	let attempts = 0
	const load = async () => {
		attempts++
		throw new ApiError(code, 'no file')
	}
	const { result } = renderHook(() => useLateComponent(true, load))
	await vi.advanceTimersByTimeAsync(1)
	const before = attempts
	expect(before).toBeGreaterThan(0)
	await vi.advanceTimersByTimeAsync(60_000)
	expect(attempts > before).toBe(isFetchedAgain)
	expect(result.current).toBeNull()
})

it('[LOAD2] each time somebody asks for a part that is missing, it is fetched, and a failure is reported once', async () => {
	const failures: unknown[] = []
	let isOutdated = true
	const load = async () => {
		if (isOutdated) throw new ApiError('outdated', 'no file')
		return Marks
	}
	const onFailure = (error: unknown) => failures.push(error)
	const { result, rerender } = renderHook(({ isAsked }) => useLateComponent(true, load, { isAsked, onFailure }), {
		initialProps: { isAsked: false },
	})
	rerender({ isAsked: true })
	await waitFor(() => expect(failures).toHaveLength(1))
	rerender({ isAsked: false })
	isOutdated = false
	rerender({ isAsked: true })
	await waitFor(() => expect(result.current).toBe(Marks))
	expect(failures).toHaveLength(1)
})
