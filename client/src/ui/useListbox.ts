import { type KeyboardEvent, type PointerEvent, useEffect, useId, useRef, useState } from 'react'
import { isComposing } from './isComposing.ts'

interface ListboxOptions<Option> {
	/** The name of the list. */
	label: string
	options: readonly Option[]
	isOpen: boolean
	/** Whether the first option is active before an arrow key is pressed: Enter chooses it. */
	startsAtFirst: boolean
	onChoose: (option: Option) => void
}

/**
 * The active option, the keys and the attributes of a combobox: a text field that keeps the focus,
 * and a listbox of options. The arrow keys move the active option, which scrolls into view; Enter
 * and a press choose.
 */
export function useListbox<Option>({ label, options, isOpen, startsAtFirst, onChoose }: ListboxOptions<Option>) {
	const first = startsAtFirst ? 0 : -1
	const id = useId()
	const list = useRef<HTMLDivElement>(null)
	const [wanted, setWanted] = useState(first)
	const active = Math.min(wanted, options.length - 1)
	const isEntering = useRef(false)
	useEffect(() => {
		if (isOpen && active >= 0)
			list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
	}, [isOpen, active])

	const onKeyDown = (event: KeyboardEvent) => {
		// The arrows and Enter of an input method choose a character.
		if (isComposing(event)) return
		const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
		if (step && options.length > 0) {
			const from = active < 0 && step < 0 ? 0 : active
			setWanted((from + step + options.length) % options.length)
		} else if (event.key === 'Enter' && isOpen && options[active] !== undefined) isEntering.current = true
		else return
		event.preventDefault()
	}
	/**
	 * Enter chooses on keyup. If it chose on keydown and the field closed, the keyup would reach the
	 * focused canvas, which would edit the selected card.
	 */
	const onKeyUp = (event: KeyboardEvent) => {
		if (event.key !== 'Enter' || !isEntering.current) return
		isEntering.current = false
		const option = options[active]
		if (option !== undefined) onChoose(option)
	}
	return {
		active,
		/** Makes the first option active again, after the options have changed. */
		reset: () => setWanted(first),
		fieldProps: {
			role: 'combobox',
			autoComplete: 'off',
			'aria-expanded': isOpen,
			'aria-controls': id,
			'aria-autocomplete': 'list',
			'aria-activedescendant': isOpen && active >= 0 ? `${id}-${active}` : undefined,
			onKeyDown,
			onKeyUp,
		} as const,
		listProps: { ref: list, id, role: 'listbox', 'aria-label': label } as const,
		optionProps: (option: Option, index: number) =>
			({
				id: `${id}-${index}`,
				role: 'option',
				'aria-selected': index === active,
				tabIndex: -1,
				// The field keeps the focus: its blur would close the list before the click.
				onPointerDown: (event: PointerEvent) => event.preventDefault(),
				onClick: () => onChoose(option),
			}) as const,
	}
}
