import { type ChangeEvent, type KeyboardEvent, useState } from 'react'

/** The properties of a `<select>` whose choice is committed late. */
interface CommittedChoice {
	value: string
	onChange(event: ChangeEvent<HTMLSelectElement>): void
	onKeyDown(event: KeyboardEvent<HTMLSelectElement>): void
	onPointerDown(): void
	onBlur(): void
}

/**
 * Lets the keyboard go through the options of a `<select>` without an effect: the choice counts once
 * the select is left, or on Enter; Esc gives it up. A choice with the pointer counts at once. A
 * browser fires `change` for every option that an arrow key passes.
 */
export function useCommittedChoice(value: string, commit: (chosen: string) => void): CommittedChoice {
	/** The option that the keyboard is at; null while it is not choosing. */
	const [draft, setDraft] = useState<string | null>(null)
	const [isKeyboard, setKeyboard] = useState(false)
	const finish = () => {
		setKeyboard(false)
		setDraft(null)
		if (draft !== null && draft !== value) commit(draft)
	}
	return {
		value: draft ?? value,
		onChange({ target }) {
			if (isKeyboard) return setDraft(target.value)
			setDraft(null)
			commit(target.value)
		},
		onKeyDown(event) {
			if (event.key === 'Enter' && draft !== null) {
				event.preventDefault()
				finish()
			} else if (event.key === 'Escape' && draft !== null) {
				event.stopPropagation()
				setKeyboard(false)
				setDraft(null)
			} else if (event.key !== 'Tab') setKeyboard(true)
		},
		onPointerDown: () => setKeyboard(false),
		onBlur: finish,
	}
}
