import type { OtherBoardMatches } from './cardFilter.ts'
import { button, make } from './dom.ts'
import type { Texts } from './texts.ts'

/** Whom the field tells what is typed, and that one goes on to the next found card, or back. */
interface SearchListener {
	type(typed: string): void
	step(by: 1 | -1): void
	/** Goes to another board. */
	goTo(board: string): void
}

/** What was found: how many, at which one is (from 0), and what there is of it on other boards. */
interface Found {
	count: number
	at: number
	elsewhere: OtherBoardMatches | null
}

/** The field in which one searches, and the way from one found card to the next. */
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
		// What an input method composes is looked for once it is written.
		input.addEventListener('input', (event) => {
			if (!(event instanceof InputEvent && event.isComposing)) on.type(input.value)
		})
		input.addEventListener('compositionend', () => on.type(input.value))
		input.addEventListener('keydown', (event) => this.#handleKey(event))
		this.#elsewhere.addEventListener('click', () => on.goTo(this.#next))
	}

	setTexts(speech: Texts): void {
		this.#texts = speech
		const { t } = speech
		this.#input.setAttribute('aria-label', t('search'))
		this.#input.placeholder = t('search')
		this.#steps.replaceChildren(
			button({ icon: 'chevronUp', label: t('previous') }, () => this.#on.step(-1)),
			button({ icon: 'chevronDown', label: t('next') }, () => this.#on.step(1)),
		)
	}

	/** Null while nothing is typed. */
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
