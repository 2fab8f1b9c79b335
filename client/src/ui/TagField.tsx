import { type KeyboardEvent, useState } from 'react'
import { Field } from './Field.tsx'
import { Icon } from './Icon.tsx'
import styles from './TagField.module.css'

interface TagFieldProps {
	label: string
	hint?: string
	names: readonly string[]
	onChange: (names: string[]) => void
	limits: NameLimits
	removeLabel: (name: string) => string
}

/** A list of names, typed one by one or pasted as a whole. */
export function TagField({ label, hint, names, onChange, limits, removeLabel }: TagFieldProps) {
	const [typed, setTyped] = useState('')

	const take = (text: string) => {
		onChange(addNames(names, text, limits))
		setTyped('')
	}
	const onKeyDown = (event: KeyboardEvent) => {
		if (event.nativeEvent.isComposing) return
		if (event.key === 'Enter' && typed.trim() !== '') {
			event.preventDefault()
			take(typed)
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
						onChange={(event) => setTyped(event.target.value)}
						onPaste={(event) => {
							const text = event.clipboardData.getData('text')
							// A text field drops line ends, so a list is taken before it gets there.
							if (!hasSeparator(text)) return
							event.preventDefault()
							take(`${typed}${text}`)
						}}
						onInput={(event) => {
							if (hasSeparator(event.currentTarget.value)) take(event.currentTarget.value)
						}}
						onBlur={() => typed.trim() !== '' && take(typed)}
						onKeyDown={onKeyDown}
					/>
				</div>
			)}
		</Field>
	)
}

/** The limits of a list of names. */
interface NameLimits {
	maxLength: number
	maxNames: number
}

/**
 * Adds what was typed or pasted to a list of names: one a line, or separated by commas, semicolons or tabs (Chinese ones
 * included). Names that are there already, whatever their case, are left out; the list keeps to its limits.
 */
export function addNames(names: readonly string[], typed: string, limits: NameLimits): string[] {
	const added = [...names]
	const known = new Set(names.map((name) => name.toLowerCase()))
	for (const piece of typed.split(/[\r\n\t,;，、；]+/)) {
		const name = piece.trim().replace(/\s+/g, ' ').slice(0, limits.maxLength)
		if (name === '' || known.has(name.toLowerCase()) || added.length >= limits.maxNames) continue
		known.add(name.toLowerCase())
		added.push(name)
	}
	return added
}

/** Whether the text holds more than one name, so that it need not wait for Enter. */
function hasSeparator(typed: string): boolean {
	return /[\r\n\t,;，、；]/.test(typed)
}
