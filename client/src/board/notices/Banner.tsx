import type { ReactNode } from 'react'
import { Icon } from '../../ui/Icon.tsx'
import type { IconName } from '../../ui/iconPaths.ts'
import { joinClasses } from '../../ui/joinClasses.ts'
import { Chrome } from '../Chrome.tsx'
import styles from './banner.module.css'

interface BannerProps {
	icon: IconName
	/** Nothing is in the way: it only says how things are. */
	isQuiet?: boolean
	children: ReactNode
}

/** A line under the top bar that says what is special about the board just now. */
export function Banner({ icon, isQuiet, children }: BannerProps) {
	return (
		<Chrome className={joinClasses(styles['banner'], isQuiet && styles['quiet'])} role="status">
			<Icon name={icon} size={18} />
			{children}
		</Chrome>
	)
}
