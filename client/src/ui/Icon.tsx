import { ICON_PATHS, type IconName } from './iconPaths.ts'

/**
 * An icon in the colour of the text around it. Hidden from screen readers, which read the label of
 * its button.
 */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
	return (
		<svg
			width={size}
			height={size}
			viewBox="0 0 24 24"
			fill="none"
			stroke="currentColor"
			strokeWidth={name === 'more' || name === 'list' ? 2.4 : 1.9}
			strokeLinecap="round"
			strokeLinejoin="round"
			aria-hidden="true"
			data-mirrors={name.startsWith('arrow') || undefined}
		>
			<path d={ICON_PATHS[name]} />
		</svg>
	)
}
