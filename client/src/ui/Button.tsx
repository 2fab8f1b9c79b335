import type { ButtonHTMLAttributes, Ref } from 'react'
import styles from './Button.module.css'
import { Icon } from './Icon.tsx'
import type { IconName } from './iconPaths.ts'
import { joinClasses } from './joinClasses.ts'

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
	look?: 'plain' | 'primary' | 'quiet' | 'danger'
	size?: 'normal' | 'large' | 'small'
	icon?: IconName
	/** Only the icon is shown; `aria-label` must say the rest. */
	iconOnly?: boolean
	/** Work is under way: the button waits and says so by its own words. */
	busy?: boolean
	ref?: Ref<HTMLButtonElement>
}

/** A button. A toggle sets `aria-pressed` and looks pressed. */
export function Button(props: ButtonProps) {
	const { look = 'plain', size = 'normal', icon, iconOnly, busy, className, children, ...rest } = props
	return (
		<button
			type="button"
			{...rest}
			aria-busy={busy}
			aria-disabled={busy || rest['aria-disabled']}
			onClick={busy ? (event) => event.preventDefault() : rest.onClick}
			className={joinClasses(styles['button'], styles[look], styles[size], iconOnly && styles['iconOnly'], className)}
		>
			{icon && <Icon name={icon} size={size === 'small' ? 16 : 20} />}
			{children}
		</button>
	)
}
