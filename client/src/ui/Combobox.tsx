import { foldText } from '@charrette/shared'
import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react'
import styles from './Combobox.module.css'
import { Field } from './Field.tsx'
import { isComposing } from './isComposing.ts'
import { useListbox } from './useListbox.ts'
import { visibleArea } from './visibleArea.ts'

interface ComboboxProps {
	label: string
	value: string
	onChange: (value: string) => void
	options: readonly string[]
	/** Other names of options, folded, by which they are found as well. */
	aliases?: Readonly<Record<string, readonly string[]>> | undefined
	hint?: string | undefined
	error?: string | null | undefined
	name?: string
	maxLength?: number
}

const MAX_SHOWN = 60

/** A text field that suggests options (the ARIA combobox pattern). Any other text is valid too. */
export function Combobox({ label, value, onChange, options, aliases, hint, error, name, maxLength }: ComboboxProps) {
	const [openedBy, setOpenedBy] = useState<'typing' | 'focus' | null>(null)
	const isOption = (text: string) => options.some((option) => foldText(option) === foldText(text))
	const shown = (isOption(value) ? [...options] : matchOptions(options, value, aliases)).slice(0, MAX_SHOWN)
	// An option that is typed in full does not open the list, which would cover the button below the
	// field.
	const isShown = shown.length > 0 && (openedBy === 'focus' || (openedBy === 'typing' && !isOption(value)))

	const choose = (option: string) => {
		onChange(option)
		setOpenedBy(null)
		listbox.reset()
	}
	const root = useRef<HTMLDivElement>(null)
	const place = useListPlace(root, isShown)
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
				<div ref={root} className={styles['combobox']}>
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
					<div {...listbox.listProps} className={styles['list']} hidden={!isShown} {...place}>
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

const MAX_HEIGHT_PX = 264
const GAP_PX = 8

/**
 * Returns where the list opens: below the field, or above it where a keyboard or the end of the
 * window leaves more room there; and its height, which ends there.
 */
export function placeList(
	field: { top: number; bottom: number },
	visible: { top: number; bottom: number },
): { isAbove: boolean; height: number } {
	const above = field.top - visible.top - GAP_PX
	const below = visible.bottom - field.bottom - GAP_PX
	const isAbove = below < MAX_HEIGHT_PX && above > below
	return { isAbove, height: Math.min(MAX_HEIGHT_PX, Math.max(isAbove ? above : below, 0)) }
}

/** Returns the attributes that place the open list beside its field. */
function useListPlace(field: RefObject<HTMLElement | null>, isShown: boolean) {
	const visible = useSyncExternalStore(visibleArea.subscribe, visibleArea.get)
	const [place, setPlace] = useState({ isAbove: false, height: MAX_HEIGHT_PX })
	useLayoutEffect(() => {
		if (!isShown || !field.current) return
		const bottom = Math.min(visible.bottom, window.innerHeight)
		setPlace(placeList(field.current.getBoundingClientRect(), { top: visible.top, bottom }))
	}, [field, isShown, visible])
	return { 'data-above': place.isAbove || undefined, style: { maxHeight: place.height } }
}

/**
 * Returns the options that match a text: first the options that start with it, then those of which
 * an alias does, then the options that contain it.
 */
export function matchOptions(
	options: readonly string[],
	typed: string,
	aliases: Readonly<Record<string, readonly string[]>> = {},
): string[] {
	const query = foldText(typed)
	if (query === '') return [...options]
	const starting = options.filter((option) => foldText(option).startsWith(query))
	const renamed = options.filter((option) => aliases[option]?.some((alias) => alias.startsWith(query)))
	const containing = options.filter((option) => foldText(option).includes(query))
	return [...new Set([...starting, ...renamed, ...containing])]
}
