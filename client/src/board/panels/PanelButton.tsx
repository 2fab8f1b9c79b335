import { Icon } from '../../ui/Icon.tsx'
import type { IconName } from '../../ui/iconPaths.ts'

interface PanelButtonProps {
	icon: IconName
	label: string
	/** The key that does the same, as people write it. */
	shortcut?: string
	/** Why it is not of use now; a press still reaches `onChoose`, which says so. */
	whyNot: string | undefined
	className?: string | undefined
	onChoose: () => void
}

/** A button of a panel: an icon, and its words on asking. */
export function PanelButton({ icon, label, shortcut, whyNot, className, onChoose }: PanelButtonProps) {
	return (
		<button
			type="button"
			className={className}
			title={whyNot ?? (shortcut ? `${label} (${shortcut})` : label)}
			aria-label={label}
			aria-disabled={whyNot !== undefined || undefined}
			aria-description={whyNot}
			onClick={onChoose}
		>
			<Icon name={icon} size={18} />
		</button>
	)
}
