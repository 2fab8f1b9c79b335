import type { OtherBoardMatches } from './cardFilter.ts'
import { button, make } from './dom.ts'
import type { Texts } from './texts.ts'

/** The callbacks of the search field; `step` goes to the next or previous result. */
interface SearchListener {
	type(query: string): void
	step(by: 1 | -1): void
	/** Goes to another board. */
	goTo(board: string): void
}

/** The number of results, the index of the current one, and the results on other boards. */
interface Found {
	count: number
	at: number
	elsewhere: OtherBoardMatches | null
}

/** The search field, with buttons for the next and previous result. */
export class SearchField {
	readonly element: HTMLElement
	readonly #on: SearchListener
	readonly #input = make('input', {
		type: 'search',
		autocomplete: 'off',
		spellcheck: 'false',
		enterkeyhint: 'search',
	})
	readonly #count = make('span', { class: 'count', role: 'status' })
	readonly #steps = make('span', { class: 'steps', hidden: true })
	readonly #elsewhere = make('button', { class: 'elsewhere', type: 'button', hidden: true })
	#next = ''
	#texts: Texts | undefined

	constructor(on: SearchListener) {
		this.#on = on
		const input = this.#input
		this.element = make('div', { class: 'search', role: 'search' }, input, this.#count, this.#steps, this.#elsewhere)
		// An input method (IME) changes the text many times during a composition. Only the end of the
		// composition starts a search.
		input.addEventListener('input', (event) => {
			if (!(event instanceof InputEvent && event.isComposing)) on.type(input.value)
		})
		input.addEventListener('compositionend', () => on.type(input.value))
		input.addEventListener('keydown', (event) => this.#handleKey(event))
		this.#elsewhere.addEventListener('click', () => on.goTo(this.#next))
	}

	setTexts(texts: Texts): void {
		this.#texts = texts
		const { t } = texts
		this.#input.setAttribute('aria-label', t('search'))
		this.#input.placeholder = t('search')
		this.#steps.replaceChildren(
			button({ icon: 'chevronUp', label: t('previous') }, () => this.#on.step(-1)),
			button({ icon: 'chevronDown', label: t('next') }, () => this.#on.step(1)),
		)
	}

	/** Shows the results; null if there is no search. */
	showFound(found: Found | null): void {
		const count = found?.count ?? 0
		this.#steps.hidden = count === 0
		const text =
			count === 0 ? this.#texts?.t('nothingFound') : this.#texts?.t('found', { at: (found?.at ?? 0) + 1, count })
		this.#count.textContent = found ? (text ?? '') : ''
		this.#showElsewhere(found?.elsewhere ?? null)
	}

	#showElsewhere(elsewhere: OtherBoardMatches | null): void {
		const label = elsewhere && this.#texts?.t('elsewhere', { count: elsewhere.count, board: elsewhere.next.title })
		this.#elsewhere.hidden = elsewhere === null
		this.#elsewhere.textContent = elsewhere ? `+${elsewhere.count}` : ''
		this.#elsewhere.title = label ?? ''
		this.#elsewhere.setAttribute('aria-label', label ?? '')
		this.#next = elsewhere?.next.id ?? ''
	}

	clear(): void {
		this.#input.value = ''
	}

	#handleKey(event: KeyboardEvent): void {
		if (event.isComposing || event.keyCode === 229) return
		if (event.key === 'Enter') this.#on.step(event.shiftKey ? -1 : 1)
		else if (event.key === 'Escape' && this.#input.value !== '') {
			this.clear()
			this.#on.type('')
		} else return
		event.preventDefault()
	}
}
