import {
	createShapePropsMigrationSequence,
	createTLSchema,
	defaultBindingSchemas,
	defaultShapeSchemas,
} from '@tldraw/tlschema'
import { cardProps, imageProps } from './schema.ts'

/** Empty since the first release, so that clients of every version know the sequences. */
export const cardMigrations = createShapePropsMigrationSequence({ sequence: [] })
export const imageMigrations = createShapePropsMigrationSequence({ sequence: [] })

/** The schema of a board for tldraw's store; see `RECORD_VALIDATORS`. */
export const boardSchema = createTLSchema({
	shapes: {
		card: { props: cardProps, migrations: cardMigrations },
		arrow: defaultShapeSchemas.arrow,
		frame: defaultShapeSchemas.frame,
		draw: defaultShapeSchemas.draw,
		image: { props: imageProps, migrations: imageMigrations },
	},
	bindings: defaultBindingSchemas,
})
