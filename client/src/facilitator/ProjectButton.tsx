import type { Command } from '@charrette/shared'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'

/** What a projector can show. */
type Projection = Extract<Command, { type: 'projection.set' }>

interface ProjectButtonProps {
	isProjected: boolean
	/** What the projector shows when the button is pressed. */
	shown: Omit<Projection, 'type'>
	run(command: Command): void
}

/** A toggle that shows something on the projector, or makes it follow the phase again. */
export function ProjectButton({ isProjected, shown, run }: ProjectButtonProps) {
	const { t } = useTranslation()
	return (
		<Button
			size="small"
			icon="projector"
			aria-pressed={isProjected}
			onClick={() => run({ type: 'projection.set', ...(isProjected ? { shows: null } : shown) })}
		>
			{t('across.project')}
		</Button>
	)
}
