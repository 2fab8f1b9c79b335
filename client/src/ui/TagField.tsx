import { type KeyboardEvent, useState } from 'react'
import { Field } from './Field.tsx'
import { Icon } from './Icon.tsx'
import { addNames, hasSeparator, type NameLimits } from './parseNames.ts'
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
