import { LIMITS } from '@charrette/shared'
import { expect, it } from 'vitest'
import { splitDraft } from './Composer.tsx'

const MOST = LIMITS.maxCardTextLength

it('[TEXT1a] what a card cannot hold stays in the draft, and no character is cut in two', () => {
	expect(splitDraft(' - Permits ')).toEqual({ texts: ['- Permits'], rest: '' })
	expect(splitDraft('- Permits\n- Fees')).toEqual({ texts: ['Permits', 'Fees'], rest: '' })
	const long = `${'x'.repeat(MOST - 1)}🚲 and more`
	const { texts, rest } = splitDraft(long)
	expect(texts).toEqual(['x'.repeat(MOST - 1)])
	expect(texts[0] + rest).toBe(long)
	expect(splitDraft(`one\n${long}\ntwo`)).toEqual({ texts: ['one', texts[0], rest, 'two'], rest: '' })
})
