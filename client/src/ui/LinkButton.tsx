import type { ReactNode } from 'react'
import { Link } from 'wouter'
import styles from './Button.module.css'
import { Icon } from './Icon.tsx'
import type { IconName } from './iconPaths.ts'
import { joinClasses } from './joinClasses.ts'

interface LinkButtonProps {
	href: string
	look?: 'plain' | 'primary' | 'quiet'
	size?: 'normal' | 'large' | 'small'
	icon?: IconName
	children: ReactNode
	className?: string | undefined
	'aria-label'?: string
}

/** A link within the app that looks like a button. */
export function LinkButton({
	href,
	look = 'plain',
	size = 'normal',
	icon,
	children,
	className,
	...rest
}: LinkButtonProps) {
	return (
		<Link href={href} {...rest} className={joinClasses(styles['button'], styles[look], styles[size], className)}>
			{icon && <Icon name={icon} size={size === 'small' ? 16 : 20} />}
			{children}
		</Link>
	)
}
