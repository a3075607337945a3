//! OAuth 2 with Microsoft Entra and with Intuit: the authorisation code for people (with PKCE where
//! that is offered), client credentials for administrators, refreshing, giving back. It keeps nothing;
//! when a token is refreshed and where it is stored is [`crate::sync`]'s to say.
//!
//! Invariant: no error or log carries a code, a verifier, a token or a secret.

mod credential;
mod entra;
mod intuit;
mod lasts;
mod provider;
mod said;

use std::pin::Pin;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use oauth2::basic::{
    BasicErrorResponse, BasicRequestTokenError, BasicRevocationErrorResponse,
    BasicTokenIntrospectionResponse, BasicTokenType,
};
use oauth2::{
    AsyncHttpClient, AuthUrl, AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointNotSet,
    EndpointSet, HttpRequest, HttpResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl,
    RefreshToken, RequestTokenError, Scope as OAuthScope, StandardRevocableToken,
    StandardTokenResponse, TokenResponse, TokenUrl,
};
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

pub use credential::{Credential, Grant};
pub use provider::Provider;

use lasts::Lasts;

use crate::connectors::{Class, Rejection};
use crate::transport::{NoReply, Transport};

/// What an application is granted: whatever its administrator consented to.
const APPLICATION_SCOPE: &str = "https://api.businesscentral.dynamics.com/.default";
/// Life of a token whose reply does not say.
const LIFE: Duration = Duration::from_secs(3_600);

/// Who asks, and where.
#[derive(Clone, Debug)]
pub struct Registration {
    /// Who signs in.
    pub provider: Provider,
    /// The application's id.
    pub client_id: String,
    /// Its secret.
    pub client_secret: Option<SecretString>,
}

/// A sign-in that begins.
#[derive(Debug)]
pub struct Begun {
    /// Where the browser goes.
    pub url: Url,
    /// Comes back with the browser.
    pub state: SecretString,
    /// Proves that who finishes is who began; empty where PKCE is not offered.
    pub verifier: SecretString,
}

/// What the token endpoint gave.
#[derive(Debug)]
pub struct Tokens {
    /// Opens requests.
    pub access: SecretString,
    /// Gets the next one; rotates.
    pub refresh: Option<SecretString>,
    /// How long `access` lives.
    pub life: Duration,
    /// How long `refresh` lives, where that is said.
    pub lasts: Option<Duration>,
}

/// Makes the address of a sign-in, with fresh state and, where it is offered, PKCE (S256).
pub fn begin(registration: &Registration, redirect: &Url) -> Result<Begun, Rejection> {
    let provider = &registration.provider;
    let client = client(registration)?.set_redirect_uri(RedirectUrl::from_url(redirect.clone()));
    let mut request = client.authorize_url(CsrfToken::new_random);
    for (name, value) in provider.page() {
        request = request.add_extra_param(*name, *value);
    }
    for scope in provider.scopes() {
        request = request.add_scope(OAuthScope::new((*scope).to_owned()));
    }
    let mut proof = String::new();
    if provider.offers_pkce() {
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        request = request.set_pkce_challenge(challenge);
        proof = verifier.into_secret();
    }
    let (url, state) = request.url();
    Ok(Begun {
        url,
        state: SecretString::from(state.into_secret()),
        verifier: SecretString::from(proof),
    })
}

/// Exchanges the code that came back with the browser.
pub async fn exchange(
    transport: &Transport,
    registration: &Registration,
    redirect: &Url,
    code: &str,
    verifier: &SecretString,
) -> Result<Tokens, Rejection> {
    let client = client(registration)?.set_redirect_uri(RedirectUrl::from_url(redirect.clone()));
    let wire = Wire::new(transport, &registration.provider);
    let mut request = client.exchange_code(AuthorizationCode::new(code.to_owned()));
    if !verifier.expose_secret().is_empty() {
        let verifier = verifier.expose_secret().to_owned();
        request = request.set_pkce_verifier(PkceCodeVerifier::new(verifier));
    }
    tokens(&registration.provider, request.request_async(&wire).await)
}

/// Gets a new access token, and mostly a new refresh token, for a person's grant.
pub async fn refresh(
    transport: &Transport,
    registration: &Registration,
    token: &SecretString,
) -> Result<Tokens, Rejection> {
    let client = client(registration)?;
    let token = RefreshToken::new(token.expose_secret().to_owned());
    let wire = Wire::new(transport, &registration.provider);
    let reply = client.exchange_refresh_token(&token).request_async(&wire).await;
    tokens(&registration.provider, reply)
}

/// Gets an access token for an application.
pub async fn application(
    transport: &Transport,
    registration: &Registration,
) -> Result<Tokens, Rejection> {
    let client = client(registration)?;
    let wire = Wire::new(transport, &registration.provider);
    let scope = OAuthScope::new(APPLICATION_SCOPE.to_owned());
    let reply = client.exchange_client_credentials().add_scope(scope).request_async(&wire).await;
    tokens(&registration.provider, reply)
}

/// Gives a person's sign-in back, where the provider takes it: nobody can use its tokens any more.
pub async fn revoke(
    transport: &Transport,
    registration: &Registration,
    token: &SecretString,
) -> Result<(), Rejection> {
    let provider = &registration.provider;
    let Some(url) = provider.revoke()? else { return Ok(()) };
    let secret = registration.client_secret.as_ref().map_or("", |secret| secret.expose_secret());
    let proof = STANDARD.encode(format!("{}:{secret}", registration.client_id));
    let mut headers = HeaderMap::new();
    let mut proof = HeaderValue::from_str(&format!("Basic {proof}"))
        .map_err(|_| provider.unreachable("its client id cannot be sent"))?;
    proof.set_sensitive(true);
    headers.insert(AUTHORIZATION, proof);
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    let body = serde_json::json!({ "token": token.expose_secret() }).to_string();
    let sent = transport.send_form(&url, headers, body.into_bytes()).await;
    match sent {
        // What it does not know, it has taken back already.
        Ok(reply) if reply.status < 300 || reply.status == 400 => Ok(()),
        Ok(reply) => Err(provider.unreachable(&format!("status {}", reply.status))),
        Err(failure) => Err(provider.unreachable(&failure.to_string())),
    }
}

/// The answer of a token endpoint, with how long the sign-in lasts.
type Given = StandardTokenResponse<Lasts, BasicTokenType>;

/// A client of the page at `P` and of the token endpoint at `T`.
type Client<P = EndpointSet, T = EndpointSet> = oauth2::Client<
    BasicErrorResponse,
    Given,
    BasicTokenIntrospectionResponse,
    StandardRevocableToken,
    BasicRevocationErrorResponse,
    P,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    T,
>;

fn client(registration: &Registration) -> Result<Client, Rejection> {
    let provider = &registration.provider;
    let id = ClientId::new(registration.client_id.clone());
    let mut client = Client::<EndpointNotSet, EndpointNotSet>::new(id);
    if let Some(secret) = &registration.client_secret {
        client = client.set_client_secret(ClientSecret::new(secret.expose_secret().to_owned()));
    }
    Ok(client
        .set_auth_type(provider.proof())
        .set_auth_uri(AuthUrl::from_url(provider.authorize()?))
        .set_token_uri(TokenUrl::from_url(provider.tokens()?)))
}

/// The token endpoint failed in a way that is no refusal.
#[derive(Debug, thiserror::Error)]
enum SendError {
    #[error(transparent)]
    NoReply(#[from] NoReply),
    #[error("status {0}")]
    Status(u16),
    #[error("not a reply")]
    Malformed,
}

/// The transport as the OAuth library calls it.
struct Wire {
    transport: Transport,
    /// What every request to this provider says beside its form.
    says: Option<(HeaderName, HeaderValue)>,
}

impl Wire {
    fn new(transport: &Transport, provider: &Provider) -> Wire {
        let says = provider.says();
        let says =
            says.map(|(name, is)| (HeaderName::from_static(name), HeaderValue::from_static(is)));
        Wire { transport: transport.clone(), says }
    }
}

impl<'c> AsyncHttpClient<'c> for Wire {
    type Error = SendError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, SendError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(send(self, request))
    }
}

async fn send(wire: &Wire, request: HttpRequest) -> Result<HttpResponse, SendError> {
    let url = Url::parse(&request.uri().to_string()).map_err(|_| SendError::Malformed)?;
    let (mut parts, body) = request.into_parts();
    parts.headers.extend(wire.says.clone());
    let reply = wire.transport.send_form(&url, parts.headers, body).await?;
    if reply.status >= 500 || reply.status == 429 {
        return Err(SendError::Status(reply.status));
    }
    let mut response = HttpResponse::new(reply.body);
    *response.status_mut() =
        oauth2::http::StatusCode::from_u16(reply.status).map_err(|_| SendError::Malformed)?;
    Ok(response)
}

fn tokens(
    provider: &Provider,
    reply: Result<Given, RequestTokenError<SendError, BasicErrorResponse>>,
) -> Result<Tokens, Rejection> {
    let reply = reply.map_err(|error| match error {
        BasicRequestTokenError::ServerResponse(refusal) => provider.refusal(
            refusal.error().as_ref(),
            refusal.error_description().map_or("", String::as_str),
        ),
        BasicRequestTokenError::Request(error) => provider.unreachable(&error.to_string()),
        BasicRequestTokenError::Parse(..) | BasicRequestTokenError::Other(_) => {
            provider.unreachable("its reply cannot be read")
        }
    })?;
    Ok(Tokens {
        access: SecretString::from(reply.access_token().secret().clone()),
        refresh: reply.refresh_token().map(|token| SecretString::from(token.secret().clone())),
        life: reply.expires_in().unwrap_or(LIFE),
        lasts: reply.extra_fields().least(),
    })
}

/// Whether a refusal ends the sign-in: only a person can make it work again.
pub fn ends_sign_in(rejection: &Rejection) -> bool {
    matches!(rejection.class, Class::Auth | Class::NeedsConfig | Class::NeedsPerson)
}
