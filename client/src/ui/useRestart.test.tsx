import { act, renderHook } from '@testing-library/react'
import { expect, it } from 'vitest'
import { useRestart } from './useRestart.ts'

it('a job runs while its component is mounted, and starts again on request and when it changes', () => {
	const running: string[] = []
	const jobOf = (name: string) => () => {
		running.push(name)
		return () => void running.splice(running.indexOf(name), 1)
	}
	const first = jobOf('first')
	const { result, rerender, unmount } = renderHook(useRestart, { initialProps: first })
	expect(running).toEqual(['first'])
	act(result.current)
	expect(running).toEqual(['first'])
	rerender(first)
	expect(running).toEqual(['first'])
	rerender(jobOf('second'))
	expect(running).toEqual(['second'])
	unmount()
	expect(running).toEqual([])
})
