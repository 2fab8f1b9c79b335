import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { releaseStartMemory } from './releaseStartMemory.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function flagsAfter(ms: number, hasMembers: () => boolean): string[] {
	const flags: string[] = []
	releaseStartMemory({ hasMembers, setFlag: (flag) => void flags.push(flag) })
	vi.advanceTimersByTime(ms)
	return flags
}

it('[PACKAGE3a] asks V8 for memory of the start, and takes the setting back', () => {
	expect(flagsAfter(9000, () => false)).toEqual(['--optimize-for-size'])
	expect(flagsAfter(60_000, () => false)).toEqual(['--optimize-for-size', '--no-optimize-for-size'])
})

it('[PACKAGE3a] does not while people have boards open', () => {
	expect(flagsAfter(60_000, () => true)).toEqual([])
})
