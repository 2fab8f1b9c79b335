import { groupBy } from '@charrette/shared'
import { Icon } from './Icon.tsx'
import type { IconName } from './iconPaths.ts'
import { joinClasses } from './joinClasses.ts'
import styles from './Select.module.css'
import { useCommittedChoice } from './useCommittedChoice.ts'

interface SelectOption<Value extends string> {
	value: Value
	label: string
	group?: string
}

interface SelectProps<Value extends string> {
	/** The accessible name; it is not visible. */
	label: string
	value: Value
	/** The options. Options of the same group are consecutive, below the group's name. */
	options: readonly SelectOption<Value>[]
	onChange: (value: Value) => void
	/** The reason why the select is disabled; undefined if it is enabled. */
	disabledReason?: string | undefined
	icon?: IconName
	size?: 'normal' | 'small'
	className?: string | undefined
}

/**
 * A native select: phones show their own list. A choice with the keyboard is committed when the
 * select loses the focus, or on Enter.
 */
export function Select<Value extends string>(props: SelectProps<Value>) {
	const { label, value, options, onChange, disabledReason, icon, size = 'normal', className } = props
	const choice = useCommittedChoice(value, (value) => {
		const chosen = options.find((option) => option.value === value)
		if (chosen) onChange(chosen.value)
	})
	return (
		<span className={joinClasses(styles['select'], styles[size], icon && styles['withIcon'], className)}>
			{icon && <Icon name={icon} size={18} />}
			<select
				aria-label={label}
				aria-description={disabledReason}
				title={disabledReason ?? label}
				disabled={disabledReason !== undefined}
				{...choice}
			>
				{[...groupBy(options, ({ group = '' }) => group)].map(([group, members]) => {
					const elements = members.map((option) => (
						<option key={option.value} value={option.value}>
							{option.label}
						</option>
					))
					return group === '' ? (
						elements
					) : (
						<optgroup key={group} label={group}>
							{elements}
						</optgroup>
					)
				})}
			</select>
			<Icon name="chevronDown" size={16} />
		</span>
	)
}
