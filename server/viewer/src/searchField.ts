import { button, make } from './dom.ts'
import type { Speech } from './words/speak.ts'

/** The field in which one searches, and the way from one found card to the next. */
export interface SearchField {
	element: HTMLElement
	speak(speech: Speech): void
	/** How many were found, and at which one is (from 0); null while nothing is typed. */
	tell(found: { count: number; at: number } | null): void
	clear(): void
}

/** Makes the field. What an input method composes is looked for once it is written. */
export function createSearchField(on: { type(typed: string): void; step(by: 1 | -1): void }): SearchField {
	const input = make('input', { type: 'search', autocomplete: 'off', spellcheck: 'false', enterkeyhint: 'search' })
	const count = make('span', { class: 'count', role: 'status' })
	const steps = make('span', { class: 'steps', hidden: true })
	const element = make('div', { class: 'search', role: 'search' }, input, count, steps)
	let speech: Speech
	const onInput = (event: Event) => {
		if (!(event instanceof InputEvent && event.isComposing)) on.type(input.value)
	}
	input.addEventListener('input', onInput)
	input.addEventListener('compositionend', () => on.type(input.value))
	input.addEventListener('keydown', (event) => {
		if (event.isComposing || event.keyCode === 229) return
		if (event.key === 'Enter') on.step(event.shiftKey ? -1 : 1)
		else if (event.key === 'Escape' && input.value !== '') {
			input.value = ''
			on.type('')
		} else return
		event.preventDefault()
	})
	return {
		element,
		speak(spoken) {
			speech = spoken
			const { t } = spoken
			input.setAttribute('aria-label', t('search'))
			input.placeholder = t('search')
			steps.replaceChildren(
				button({ icon: 'chevronUp', label: t('previous') }, () => on.step(-1)),
				button({ icon: 'chevronDown', label: t('next') }, () => on.step(1)),
			)
		},
		tell(found) {
			steps.hidden = !found || found.count === 0
			if (!found) count.textContent = ''
			else if (found.count === 0) count.textContent = speech.t('nothingFound')
			else count.textContent = speech.t('found', { at: found.at + 1, count: found.count })
		},
		clear() {
			input.value = ''
		},
	}
}
