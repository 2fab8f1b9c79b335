import { Icon } from './Icon.tsx'
import type { IconName } from './iconPaths.ts'
import { joinClasses } from './joinClasses.ts'
import styles from './Select.module.css'

interface SelectProps<Value extends string> {
	/** The accessible name; it is not shown. */
	label: string
	value: Value
	options: readonly { value: Value; label: string }[]
	onChange: (value: Value) => void
	/** Why the select is disabled; undefined: it is enabled. */
	disabledReason?: string | undefined
	icon?: IconName
	size?: 'normal' | 'small'
	className?: string | undefined
}

/** A native select: phones show their own list. */
export function Select<Value extends string>(props: SelectProps<Value>) {
	const { label, value, options, onChange, disabledReason, icon, size = 'normal', className } = props
	return (
		<span className={joinClasses(styles['select'], styles[size], icon && styles['withIcon'], className)}>
			{icon && <Icon name={icon} size={18} />}
			<select
				aria-label={label}
				aria-description={disabledReason}
				title={disabledReason}
				disabled={disabledReason !== undefined}
				value={value}
				onChange={(event) => {
					const chosen = options.find((option) => option.value === event.target.value)
					if (chosen) onChange(chosen.value)
				}}
			>
				{options.map((option) => (
					<option key={option.value} value={option.value}>
						{option.label}
					</option>
				))}
			</select>
			<Icon name="chevronDown" size={16} />
		</span>
	)
}
