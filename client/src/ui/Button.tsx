import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { Link } from 'wouter'
import styles from './Button.module.css'
import { Icon } from './Icon.tsx'
import type { IconName } from './iconPaths.ts'
import { joinClasses } from './joinClasses.ts'

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
	variant?: 'plain' | 'primary' | 'quiet' | 'danger'
	size?: 'normal' | 'large' | 'small'
	icon?: IconName
	/** Shows only the icon; the button needs an `aria-label`. */
	iconOnly?: boolean
	/** Whether an operation is running: a click then does nothing. The caller changes the label. */
	busy?: boolean
	ref?: Ref<HTMLButtonElement>
}

/** A button. With `aria-pressed` it is a toggle. */
export function Button(props: ButtonProps) {
	const { variant = 'plain', size = 'normal', icon, iconOnly, busy, className, children, ...rest } = props
	return (
		<button
			type="button"
			{...rest}
			aria-busy={busy}
			aria-disabled={busy || rest['aria-disabled']}
			onClick={busy ? (event) => event.preventDefault() : rest.onClick}
			className={joinClasses(
				styles['button'],
				styles[variant],
				styles[size],
				iconOnly && styles['iconOnly'],
				className,
			)}
		>
			{icon && <Icon name={icon} size={size === 'small' ? 16 : 20} />}
			{children}
		</button>
	)
}

interface LinkButtonProps {
	href: string
	variant?: 'plain' | 'primary' | 'quiet'
	size?: 'normal' | 'large' | 'small'
	icon?: IconName
	children: ReactNode
	className?: string | undefined
	'aria-label'?: string
}

/** A link within the app that looks like a button. */
export function LinkButton({
	href,
	variant = 'plain',
	size = 'normal',
	icon,
	children,
	className,
	...rest
}: LinkButtonProps) {
	return (
		<Link href={href} {...rest} className={joinClasses(styles['button'], styles[variant], styles[size], className)}>
			{icon && <Icon name={icon} size={size === 'small' ? 16 : 20} />}
			{children}
		</Link>
	)
}
