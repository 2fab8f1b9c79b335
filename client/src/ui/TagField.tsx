import { type KeyboardEvent, useState } from 'react'
import { Field } from './Field.tsx'
import { Icon } from './Icon.tsx'
import { isComposing } from './isComposing.ts'
import styles from './TagField.module.css'

interface TagFieldProps {
	label: string
	hint?: string
	names: readonly string[]
	onChange: (names: string[]) => void
	limits: NameLimits
	removeLabel: (name: string) => string
}

/** A field for a list of names, typed one by one or pasted all at once. */
export function TagField({ label, hint, names, onChange, limits, removeLabel }: TagFieldProps) {
	const [typed, setTyped] = useState('')

	const add = (text: string) => {
		onChange(addNames(names, text, limits))
		setTyped('')
	}
	/** Adds the names before the last separator; the text after it may still become a longer name. */
	const type = (text: string) => {
		const last = text.split(SEPARATORS).at(-1) ?? ''
		if (last.length < text.length) onChange(addNames(names, text.slice(0, text.length - last.length), limits))
		setTyped(last.trimStart())
	}
	const onKeyDown = (event: KeyboardEvent) => {
		if (isComposing(event)) return
		if (event.key === 'Enter' && typed.trim() !== '') {
			event.preventDefault()
			add(typed)
		}
		if (event.key === 'Backspace' && typed === '') onChange(names.slice(0, -1))
	}

	return (
		<Field label={label} hint={hint}>
			{({ className, ...control }) => (
				<div className={`${className} ${styles['box']}`}>
					{names.length > 0 && (
						<ul className={styles['tags']}>
							{names.map((name) => (
								<li key={name} className={styles['tag']}>
									{name}
									<button
										type="button"
										aria-label={removeLabel(name)}
										onClick={() => onChange(names.filter((other) => other !== name))}
									>
										<Icon name="close" size={12} />
									</button>
								</li>
							))}
						</ul>
					)}
					<input
						{...control}
						className={styles['input']}
						type="text"
						autoComplete="off"
						value={typed}
						onChange={(event) => type(event.target.value)}
						onPaste={(event) => {
							const text = event.clipboardData.getData('text')
							// A text field drops line breaks, so a pasted list is split before that.
							if (!SEPARATORS.test(text)) return
							event.preventDefault()
							add(`${typed}${text}`)
						}}
						onBlur={() => typed.trim() !== '' && add(typed)}
						onKeyDown={onKeyDown}
					/>
				</div>
			)}
		</Field>
	)
}

/** Names are separated by line breaks, tabs, commas and semicolons, Chinese ones included. */
const SEPARATORS = /[\r\n\t,;，、；]+/

/** The limits of a list of names. */
interface NameLimits {
	maxLength: number
	maxNames: number
}

/**
 * Adds typed or pasted names to a list: one name a line, or separated by commas, semicolons or tabs
 * (Chinese punctuation included). Names that are already in the list, ignoring case, and names
 * beyond the limits are left out.
 */
export function addNames(names: readonly string[], typed: string, limits: NameLimits): string[] {
	const added = [...names]
	const known = new Set(names.map((name) => name.toLowerCase()))
	for (const piece of typed.split(SEPARATORS)) {
		const name = piece.trim().replace(/\s+/g, ' ').slice(0, limits.maxLength)
		if (name === '' || known.has(name.toLowerCase()) || added.length >= limits.maxNames) continue
		known.add(name.toLowerCase())
		added.push(name)
	}
	return added
}
