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
 * Lets the keyboard move through the options of a `<select>` without committing them. A choice with
 * the keyboard is committed when the select loses the focus, or on Enter; Esc discards it. A choice
 * with the pointer is committed immediately. Needed because a browser fires `change` for every
 * option that an arrow key passes.
 */
export function useCommittedChoice(value: string, commit: (chosen: string) => void): CommittedChoice {
	/** The option that the keyboard has reached; null while the keyboard is not choosing. */
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
