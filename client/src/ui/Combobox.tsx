import { foldText } from '@charrette/shared'
import { type KeyboardEvent, useState } from 'react'
import styles from './Combobox.module.css'
import { Field } from './Field.tsx'
import { isComposing } from './isComposing.ts'
import { useListbox } from './useListbox.ts'

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
	const [openedBy, setOpenedBy] = useState<'typing' | 'focus' | null>(null)
	const isOption = (text: string) => options.some((option) => foldText(option) === foldText(text))
	const shown = (isOption(value) ? [...options] : matchOptions(options, value)).slice(0, MAX_SHOWN)
	// An option that is typed in full does not open the list, which would cover the button below the
	// field.
	const isShown = shown.length > 0 && (openedBy === 'focus' || (openedBy === 'typing' && !isOption(value)))

	const choose = (option: string) => {
		onChange(option)
		setOpenedBy(null)
		listbox.reset()
	}
	const listbox = useListbox({ label, options: shown, isOpen: isShown, startsAtFirst: false, onChoose: choose })
	const onKeyDown = (event: KeyboardEvent) => {
		if (isComposing(event)) return
		if (event.key === 'Escape') setOpenedBy(null)
		if (event.key === 'ArrowDown' || event.key === 'ArrowUp') setOpenedBy('focus')
		listbox.fieldProps.onKeyDown(event)
	}

	return (
		<Field label={label} hint={hint} error={error}>
			{(control) => (
				<div className={styles['combobox']}>
					<input
						{...control}
						{...listbox.fieldProps}
						type="text"
						name={name}
						maxLength={maxLength}
						value={value}
						onChange={(event) => {
							onChange(event.target.value)
							setOpenedBy('typing')
							listbox.reset()
						}}
						onFocus={() => setOpenedBy('focus')}
						onClick={() => setOpenedBy('focus')}
						onBlur={() => setOpenedBy(null)}
						onKeyDown={onKeyDown}
					/>
					<div {...listbox.listProps} className={styles['list']} hidden={!isShown}>
						{shown.map((option, index) => (
							<div key={option} {...listbox.optionProps(option, index)} className={styles['option']}>
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
