import { foldText } from '@charrette/shared'
import { type KeyboardEvent, useId, useState } from 'react'
import styles from './Combobox.module.css'
import { Field } from './Field.tsx'
import { isComposing } from './isComposing.ts'

interface ComboboxProps {
	label: string
	value: string
	onChange: (value: string) => void
	options: readonly string[]
	hint?: string | undefined
	error?: string | null | undefined
	name?: string
	maxLength?: number
}

const MAX_SHOWN = 60

/** A text field that suggests options (the ARIA combobox pattern). Any other text is valid too. */
export function Combobox({ label, value, onChange, options, hint, error, name, maxLength }: ComboboxProps) {
	const listId = useId()
	const [openedBy, setOpenedBy] = useState<'typing' | 'focus' | null>(null)
	const [active, setActive] = useState(-1)
	const isOption = (text: string) => options.some((option) => foldText(option) === foldText(text))
	const shown = (isOption(value) ? [...options] : matchOptions(options, value)).slice(0, MAX_SHOWN)
	// An option that is typed in full does not open the list, which would cover the button below the
	// field.
	const isShown = shown.length > 0 && (openedBy === 'focus' || (openedBy === 'typing' && !isOption(value)))

	const choose = (option: string) => {
		onChange(option)
		setOpenedBy(null)
		setActive(-1)
	}
	const onKeyDown = (event: KeyboardEvent) => {
		if (isComposing(event)) return
		if (event.key === 'Escape') return setOpenedBy(null)
		const option = shown[active]
		if (event.key === 'Enter' && isShown && option !== undefined) {
			event.preventDefault()
			return choose(option)
		}
		if ((event.key !== 'ArrowDown' && event.key !== 'ArrowUp') || shown.length === 0) return
		event.preventDefault()
		setOpenedBy('focus')
		const step = event.key === 'ArrowDown' ? 1 : -1
		setActive((active + step + shown.length) % shown.length)
	}

	return (
		<Field label={label} hint={hint} error={error}>
			{(control) => (
				<div className={styles['combobox']}>
					<input
						{...control}
						type="text"
						role="combobox"
						name={name}
						autoComplete="off"
						maxLength={maxLength}
						aria-expanded={isShown}
						aria-controls={listId}
						aria-autocomplete="list"
						aria-activedescendant={isShown && active >= 0 ? `${listId}-${active}` : undefined}
						value={value}
						onChange={(event) => {
							onChange(event.target.value)
							setOpenedBy('typing')
							setActive(-1)
						}}
						onFocus={() => setOpenedBy('focus')}
						onClick={() => setOpenedBy('focus')}
						onBlur={() => setOpenedBy(null)}
						onKeyDown={onKeyDown}
					/>
					<div id={listId} role="listbox" aria-label={label} className={styles['list']} hidden={!isShown}>
						{shown.map((option, index) => (
							// biome-ignore lint/a11y/useKeyWithClickEvents: the field keeps the focus and handles the keys
							<div
								key={option}
								id={`${listId}-${index}`}
								role="option"
								aria-selected={index === active}
								className={styles['option']}
								// The field keeps the focus: its blur would close the list before the click.
								onPointerDown={(event) => event.preventDefault()}
								onClick={() => choose(option)}
								tabIndex={-1}
							>
								{option}
							</div>
						))}
					</div>
				</div>
			)}
		</Field>
	)
}

/**
 * Returns the options that match a text: first the options that start with it, then the options
 * that contain it.
 */
export function matchOptions(options: readonly string[], typed: string): string[] {
	const query = foldText(typed)
	if (query === '') return [...options]
	const starting = options.filter((option) => foldText(option).startsWith(query))
	const containing = options.filter((option) => !starting.includes(option) && foldText(option).includes(query))
	return [...starting, ...containing]
}
