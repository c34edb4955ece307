import type { ConnectorSimulator, ElementTemplate } from '../contract/connector.ts';
import type { Connector } from './connector.ts';
import { createEmailConnector, type EmailSettings } from './email/index.ts';
import emailSimulator from './email/simulator.json' with { type: 'json' };
import emailTemplate from './email/template.json' with { type: 'json' };
import { createPaymentConnector, type PaymentSettings } from './payment/index.ts';
import paymentSimulator from './payment/simulator.json' with { type: 'json' };
import paymentTemplate from './payment/template.json' with { type: 'json' };
import { restConnector } from './rest/index.ts';
import restSimulator from './rest/simulator.json' with { type: 'json' };
import restTemplate from './rest/template.json' with { type: 'json' };

/** How a connector looks in the designer and what scenarios get in place of a call; needs no configuration. */
export interface ConnectorDescription {
  readonly key: string;
  readonly template: ElementTemplate;
  readonly simulator: ConnectorSimulator;
}

/** Every connector there is. A new one adds a line here and one in `createConnectors`. */
export const connectorDescriptions: readonly ConnectorDescription[] = [
  { key: 'rest', template: restTemplate as ElementTemplate, simulator: restSimulator },
  { key: 'email', template: emailTemplate as ElementTemplate, simulator: emailSimulator },
  { key: 'payment', template: paymentTemplate as ElementTemplate, simulator: paymentSimulator },
];

/** What the operator's configuration says about connectors. */
export interface ConnectorSettings {
  readonly email: EmailSettings;
  readonly payment: PaymentSettings;
}

/** The connectors of this installation, by key. */
export function createConnectors(settings: ConnectorSettings): ReadonlyMap<string, Connector> {
  const all = [restConnector, createEmailConnector(settings.email), createPaymentConnector(settings.payment)];
  return new Map(all.map((connector) => [connector.key, connector]));
}
