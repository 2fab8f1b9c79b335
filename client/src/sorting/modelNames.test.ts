import { expect, it } from 'vitest'
import { nameSuggestions } from './modelNames.ts'
import { type Preview, renameSuggestion } from './preview.ts'

const suggestion = (key: string, name: string) => ({ key, name, cluster: null, words: [], cards: [key] })
const preview: Preview = { suggestions: [suggestion('s0', 'Bus'), suggestion('s1', 'Waste')], outside: [] }
const names = new Map([
	['s0', { name: 'Night buses', insteadOf: 'Bus' }],
	['s1', { name: 'Rubbish', insteadOf: 'Waste' }],
])

it('[MODEL2] names of the model replace those of the device, and not what a person has written', () => {
	const { suggestions } = nameSuggestions(renameSuggestion(preview, 's1', 'Our own'), names)
	expect(suggestions.map(({ name, isNamedByModel }) => [name, isNamedByModel === true])).toEqual([
		['Night buses', true],
		['Our own', false],
	])
})

it('[MODEL2] a name that a person changes is no longer marked as the model’s', () => {
	const changed = renameSuggestion(nameSuggestions(preview, names), 's0', 'Buses at night')
	expect(changed.suggestions.map(({ isNamedByModel }) => isNamedByModel === true)).toEqual([false, true])
})
